package dev.raingauge.sockdiag.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.UnixSocket.BoundFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListenerAddressTest {
    /** By transport, then port, address, interface; UNIX by the bytes of the name, then file. */
    private static final List<ListenerAddress> ORDERED =
            List.of(
                    inet(Transport.TCP, "0.0.0.0", 80, 0),
                    inet(Transport.TCP, "127.0.0.1", 80, 0),
                    inet(Transport.TCP, "127.0.0.1", 80, 2),
                    inet(Transport.TCP, "::", 80, 0),
                    inet(Transport.TCP, "0.0.0.0", 443, 0),
                    inet(Transport.MPTCP, "0.0.0.0", 80, 0),
                    unix(Transport.UNIX, UnixName.ofAbstract("a"), Optional.empty()),
                    unix(Transport.UNIX, UnixName.ofPath("/a"), Optional.empty()),
                    unix(Transport.UNIX, UnixName.ofPath("/a"), file(9, 1)),
                    unix(Transport.UNIX, UnixName.ofPath("/a"), file(10, 1)),
                    unix(Transport.UNIX, UnixName.ofPath("/a"), file(1, 2)),
                    unix(Transport.UNIX, UnixName.ofPath("/b"), Optional.empty()),
                    unix(Transport.UNIX_SEQPACKET, UnixName.ofPath("/a"), Optional.empty()));

    @Test
    void rowsHaveOneOrder() {
        var shuffled = new ArrayList<>(ORDERED);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);
        assertThat(shuffled).containsExactlyElementsOf(ORDERED);
        for (ListenerAddress a : ORDERED) {
            for (ListenerAddress b : ORDERED) {
                assertThat(a.compareTo(b) == 0).as("%s and %s", a, b).isEqualTo(a.equals(b));
                assertThat(Integer.signum(a.compareTo(b)))
                        .isEqualTo(-Integer.signum(b.compareTo(a)));
            }
        }
    }

    @Test
    void isWrittenAsPeopleWriteIt() {
        assertThat(ORDERED.get(1)).hasToString("127.0.0.1:80");
        assertThat(ORDERED.get(3)).hasToString("[::]:80");
        assertThat(ORDERED.get(6)).hasToString("@a");
        assertThat(ORDERED.get(8)).hasToString("/a");
    }

    @Test
    void portsHave16Bits() {
        assertThat(new Endpoint(IpAddress.ANY_V4, 65_535)).hasToString("0.0.0.0:65535");
        for (int port : new int[] {-1, 65_536}) {
            assertThatThrownBy(() -> new Endpoint(IpAddress.ANY_V4, port))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port " + port + " is not between 0 and 65535");
        }
    }

    private static ListenerAddress inet(Transport transport, String host, int port, int index) {
        return new ListenerAddress.Inet(
                transport, new Endpoint(IpAddress.parse(host).orElseThrow(), port), index);
    }

    private static ListenerAddress unix(
            Transport transport, UnixName name, Optional<BoundFile> file) {
        return new ListenerAddress.Unix(transport, name, file);
    }

    private static Optional<BoundFile> file(long inode, long device) {
        return Optional.of(new BoundFile(inode, device));
    }
}
