package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What seven kernels said of the same UNIX sockets. */
class RecordedUnixTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.raingauge.sockdiag.wire.Recorded#kernels")
    void aClientWaitsAtTheStreamListener(String kernel) throws IOException {
        List<UnixSocket> sockets = Recorded.unix(kernel);
        UnixSocket.Listener listener = listener(sockets, "/tmp/fixture.sock");
        assertThat(listener.kind()).isEqualTo(UnixSocket.Kind.STREAM);
        assertThat(listener.transport()).isEqualTo(Transport.UNIX);
        assertThat(listener.acceptQueue()).isEqualTo(AcceptQueue.of(1, 2));
        assertThat(listener.acceptQueue().full()).contains(false);
        assertThat(listener.file()).isPresent();
        assertThat(listener.identity().inode()).isPositive();
        assertThat(listener.identity().cookie()).isPresent();
        assertThat(listener.identity().uid()).hasValue(0);
        assertThat(listener.identity().cgroupId()).isEmpty();

        List<UnixSocket.Plain> clients =
                sockets.stream()
                        .filter(UnixSocket.Plain.class::isInstance)
                        .map(UnixSocket.Plain.class::cast)
                        .toList();
        assertThat(clients).hasSize(1);
        UnixSocket.Plain client = clients.getFirst();
        assertThat(client.connected()).isTrue();
        assertThat(client.name()).isEqualTo(UnixName.NONE);
        assertThat(client.peerInode()).as("nobody has the other end yet").isEmpty();
        assertThat(client.file()).isEmpty();
        assertThat(listener.waitingClients()).containsExactly(client.identity().inode());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.raingauge.sockdiag.wire.Recorded#kernels")
    void anAbstractSeqpacketListener(String kernel) throws IOException {
        UnixSocket.Listener listener = listener(Recorded.unix(kernel), "@fixture");
        assertThat(listener.name()).isEqualTo(UnixName.ofAbstract("fixture"));
        assertThat(listener.kind()).isEqualTo(UnixSocket.Kind.SEQPACKET);
        assertThat(listener.transport()).isEqualTo(Transport.UNIX_SEQPACKET);
        assertThat(listener.acceptQueue()).isEqualTo(AcceptQueue.of(0, 1));
        assertThat(listener.file()).isEmpty();
        assertThat(listener.waitingClients()).isEmpty();
    }

    private static UnixSocket.Listener listener(List<UnixSocket> sockets, String name) {
        return sockets.stream()
                .filter(UnixSocket.Listener.class::isInstance)
                .map(UnixSocket.Listener.class::cast)
                .filter(one -> one.name().toString().equals(name))
                .findAny()
                .orElseThrow();
    }
}
