package dev.raingauge.sockdiag.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetTcpTest {
    private static final String HEADING = "  sl  local_address rem_address   st ...\n";
    private static final String ESTABLISHED =
            "   3: 0100007F:C18C 0200007F:1E62 01 0000000A:0000000B 00:00000000 00000000  1000"
                    + "        0 1685 2 00000000e669e7ae 20 0 0 10 -1\n";

    @Test
    void aConnection() throws IOException {
        var connection = (TcpSocket.Connection) one(ESTABLISHED);
        assertThat(connection.local().toString()).isEqualTo("127.0.0.1:49548");
        assertThat(connection.remote().toString()).isEqualTo("127.0.0.2:7778");
        assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(connection.queues()).isEqualTo(new ByteQueues(11, 10));
        assertThat(connection.identity().inode()).isEqualTo(1685);
        assertThat(connection.identity().uid()).hasValue(1000);
        assertThat(connection.timer()).isEqualTo(SocketTimer.NONE);
    }

    @Test
    void aDepthOfAllBitsIsNotNegative() throws IOException {
        var listener =
                (TcpSocket.Listener)
                        one(
                                "1: 0100007F:1E61 00000000:0000 0A 00000000:FFFFFFFF 00:00000000"
                                        + " 00000000 0 0 1 1 0\n");
        assertThat(listener.acceptQueue()).isEqualTo(AcceptQueue.ofUnknownLimit(0xffff_ffffL));
    }

    /** On a big-endian machine the kernel prints the same address as 7F000001. */
    @Test
    void addressesAreWordsInTheMachinesOrder() throws IOException {
        String line = ESTABLISHED.replace("0100007F", "7F000001").replace("0200007F", "7F000002");
        var seen = new ArrayList<TcpSocket>();
        NetTcp.walk(
                "tcp",
                new ByteArrayInputStream(Recording.latin1(HEADING + line)),
                false,
                ByteOrder.BIG_ENDIAN,
                socket -> seen.add(socket.toSocket()));
        assertThat(seen.getFirst().local().toString()).isEqualTo("127.0.0.1:49548");
    }

    @Test
    void anIpv6AddressIsFourWords() throws IOException {
        String line =
                "0: B80D0120000000000000000001000000:0050 000080FE00000000FF005450FE563412:D431 01"
                        + " 00000000:00000000 00:00000000 00000000 0 0 9 1 0\n";
        List<TcpSocket> sockets = Recording.tcp(Recording.latin1(HEADING + line), true);
        var connection = (TcpSocket.Connection) sockets.getFirst();
        assertThat(connection.local().toString()).isEqualTo("[2001:db8::1]:80");
        assertThat(connection.remote().toString()).isEqualTo("[fe80::5054:ff:1234:56fe]:54321");
    }

    /** The counter beside the timer is another column for probes than for retransmissions. */
    @ParameterizedTest(name = "timer {0} -> {1}, {2} times")
    @CsvSource(
            textBlock =
                    """
                    01, RETRANSMIT, 3
                    02, KEEPALIVE,  7
                    04, PERSIST,    7
                    09, UNKNOWN,    3
                    """)
    void timers(String code, SocketTimer.Kind kind, int times) throws IOException {
        var connection =
                (TcpSocket.Connection)
                        one(
                                "1: 0100007F:0001 0100007F:0002 01 00000000:00000000 "
                                        + code
                                        + ":0000002A 00000003 0 7 5 1 0\n");
        assertThat(connection.timer())
                .isEqualTo(new SocketTimer(kind, Duration.ofMillis(420), times));
    }

    @Test
    void aTimeWaitHasNoQueuesAndAHalfOpenNeither() throws IOException {
        var seen = new ArrayList<String>();
        String lines =
                "1: 0100007F:0001 0100007F:0002 06 00000000:00000000 03:00001760 00000000 0 0 0 3 0\n"
                        + "2: 0100007F:0001 0100007F:0002 03 00000000:00000000 01:00000048"
                        + " 00000002 0 0 0 0 0\n";
        NetTcp.walk(
                "tcp",
                new ByteArrayInputStream(Recording.latin1(HEADING + lines)),
                false,
                ByteOrder.LITTLE_ENDIAN,
                (TcpRecord socket) ->
                        seen.add(socket.isTimeWaitRemains() + " " + socket.toSocket()));
        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst()).startsWith("true TimeWait[").contains("PT59.84S");
        assertThat(seen.getLast())
                .startsWith("false HalfOpen[")
                .contains("PT0.72S", "synAckRetransmits=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 0100007F:C18C\n",
                "x: 0100007F:C18C 0200007F:1E62 01\n",
                "1: 0100007F:C18C 0200007F:1E62 01 00000000:00000000 00:00000000 00000000 0 0 \n",
                "1: 010007F:C18C 0200007F:1E62 01 00000000:00000000 00:00000000 00000000 0 0 1\n",
                "1: 0100007F:C18C 0200007G:1E62 01 00000000:00000000 00:00000000 00000000 0 0 1\n",
                "1: 0100007F:1C18C 0200007F:1E62 01 00000000:00000000 00:00000000 00000000 0 0 1\n",
                "1: 0100007F:C18C 0200007F:1E62 01 00000000:00000000 00:00000000 00000000 0 0"
                        + " 1234567890123456789\n",
                "1: 0100007F:C18C 0200007F:1E62 01 00000000-00000000 00:00000000 00000000 0 0 1\n",
                "\n",
            })
    void aBrokenLineIsRefusedWithItsNumber(String line) {
        assertThatThrownBy(
                        () -> Recording.tcp(Recording.latin1(HEADING + ESTABLISHED + line), false))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("tcp, line 3: ")
                .hasMessageMatching(".* at column [0-9]+");
    }

    @Test
    void aFileThatWasCutOffIsRefused() {
        String cut = ESTABLISHED.substring(0, ESTABLISHED.length() - 1);
        assertThatThrownBy(() -> Recording.tcp(Recording.latin1(HEADING + cut), false))
                .hasMessage("tcp, line 2: the file ends within this line");
    }

    @Test
    void aFileWithoutHeadingIsRefused() {
        assertThatThrownBy(() -> Recording.tcp(new byte[0], false))
                .hasMessage("tcp, line 1: expected the heading \"sl ...\"");
        assertThatThrownBy(() -> Recording.tcp(Recording.latin1(ESTABLISHED), false))
                .hasMessage("tcp, line 1: expected the heading \"sl ...\"");
    }

    @Test
    void anEndlessLineIsRefused() {
        assertThatThrownBy(
                        () -> Recording.tcp(Recording.latin1(HEADING + " ".repeat(100_000)), false))
                .hasMessage("tcp, line 2: longer than 4096 bytes");
    }

    /** More lines than one buffer holds, each of its own length. */
    @Test
    void linesLieAcrossBuffers() throws IOException {
        var text = new StringBuilder(HEADING);
        for (int i = 0; i < 5000; i++) {
            text.append(i)
                    .append(
                            ": 0100007F:C18C 0200007F:1E62 01 0000000A:0000000B 00:00000000 00000000 ")
                    .append(i)
                    .append(" 0 ")
                    .append(i)
                    .append('\n');
        }
        List<TcpSocket> sockets = Recording.tcp(Recording.latin1(text.toString()), false);
        assertThat(sockets).hasSize(5000);
        assertThat(sockets)
                .extracting(socket -> ((TcpSocket.Connection) socket).identity().inode())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** A host of a million connections is read in constant memory. */
    @Test
    void aWalkAllocatesNothingPerSocket() throws Exception {
        int sockets = 100_000;
        byte[] file = Recording.latin1(HEADING + ESTABLISHED.repeat(sockets));
        long allocated = 0;
        for (int i = 0; i < 3; i++) { // the last time counts: by then it is compiled
            long before = allocatedBytes();
            assertThat(unread(file)).isEqualTo(11L * sockets);
            allocated = allocatedBytes() - before;
        }
        assertThat(allocated).as("bytes for " + sockets + " sockets").isLessThan(sockets * 2L);
    }

    private static long unread(byte[] file) throws IOException {
        long[] sum = new long[1];
        NetTcp.walk(
                "tcp",
                new ByteArrayInputStream(file),
                false,
                ByteOrder.LITTLE_ENDIAN,
                socket -> {
                    sum[0] += socket.unreadBytes();
                    return true;
                });
        return sum[0];
    }

    /** By reflection: the library, whose module the tests are in, does not read java.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads =
                Class.forName("java.lang.management.ManagementFactory")
                        .getMethod("getThreadMXBean")
                        .invoke(null);
        return (long)
                Objects.requireNonNull(
                        Class.forName("com.sun.management.ThreadMXBean")
                                .getMethod("getCurrentThreadAllocatedBytes")
                                .invoke(threads));
    }

    private static TcpSocket one(String line) throws IOException {
        List<TcpSocket> sockets = Recording.tcp(Recording.latin1(HEADING + line), false);
        assertThat(sockets).hasSize(1);
        return sockets.getFirst();
    }
}
