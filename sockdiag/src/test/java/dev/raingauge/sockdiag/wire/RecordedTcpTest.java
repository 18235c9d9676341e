package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpInfo;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpSocket.Connection;
import dev.raingauge.sockdiag.model.TcpSocket.HalfOpen;
import dev.raingauge.sockdiag.model.TcpSocket.Listener;
import dev.raingauge.sockdiag.model.TcpSocket.TimeWait;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What seven kernels said of the same TCP sockets. */
class RecordedTcpTest {
    private static final String KERNELS = "dev.raingauge.sockdiag.wire.Recorded#kernels";

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void aBacklogOfTwoHoldsThreeAndIsFull(String kernel) throws IOException {
        Listener full = listener(Recorded.tcp(kernel, "tcp-listen-v4"), "127.0.0.1:7777");
        assertThat(full.acceptQueue()).isEqualTo(AcceptQueue.of(3, 2));
        assertThat(full.acceptQueue().full()).contains(true);
        assertThat(full.drops()).hasValue(1);
        assertThat(full.transport()).isEqualTo(Transport.TCP);
        assertThat(full.v6Only()).isEmpty();
        assertThat(full.interfaceIndex()).isZero();
        assertThat(full.identity().inode()).isPositive();
        assertThat(full.identity().cookie().orElseThrow()).isPositive();
        assertThat(full.identity().cgroupId().orElseThrow()).isPositive();
        assertThat(full.identity().uid()).hasValue(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void listenersThatAreNotFull(String kernel) throws IOException {
        List<TcpSocket> v4 = Recorded.tcp(kernel, "tcp-listen-v4");
        assertThat(v4).hasSize(3);
        for (String quiet : List.of("10.98.0.1:7777", "127.0.0.1:7779")) {
            Listener listener = listener(v4, quiet);
            assertThat(listener.acceptQueue()).isEqualTo(AcceptQueue.of(0, 20));
            assertThat(listener.acceptQueue().full()).contains(false);
            assertThat(listener.drops()).hasValue(0);
        }
        List<TcpSocket> v6 = Recorded.tcp(kernel, "tcp-listen-v6");
        assertThat(v6).hasSize(1);
        Listener dual = listener(v6, "[::]:7778");
        assertThat(dual.acceptQueue()).isEqualTo(AcceptQueue.of(1, 20));
        assertThat(dual.v6Only()).contains(false);
    }

    /** What was not asked for did not come, and is absent, not zero. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void withoutExtensionsDropsAreUnknown(String kernel) throws IOException {
        Listener full = listener(Recorded.tcp(kernel, "tcp-all-v4"), "127.0.0.1:7777");
        assertThat(full.drops()).isEmpty();
        assertThat(full.acceptQueue()).isEqualTo(AcceptQueue.of(3, 2));
        assertThat(connections(Recorded.tcp(kernel, "tcp-all-v4")))
                .allSatisfy(connection -> assertThat(connection.info()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void twoRequestsWaitForTheirFinalAck(String kernel) throws IOException {
        List<HalfOpen> requests = only(Recorded.tcp(kernel, "tcp-all-v4"), HalfOpen.class);
        assertThat(requests)
                .extracting(request -> request.local() + " " + request.remote())
                .containsExactlyInAnyOrder(
                        "10.98.0.1:7777 10.99.0.2:20001", "10.98.0.1:7777 10.99.0.3:20002");
        assertThat(requests)
                .allSatisfy(request -> {
                    assertThat(request.synAckRetransmits()).isZero();
                    assertThat(request.expires().orElseThrow())
                            .isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
                });
    }

    /** An IPv4 client of a dual-stack listener is an IPv6 socket with mapped addresses. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void aMappedClientWaitsAtTheDualStackListener(String kernel) throws IOException {
        List<Connection> v6 = connections(Recorded.tcp(kernel, "tcp-all-v6"));
        assertThat(v6).hasSize(1);
        Connection client = v6.getFirst();
        assertThat(client.local())
                .isEqualTo(new Endpoint(IpAddress.v6(0, 0xffff_7f00_0001L), 7778));
        assertThat(client.remote().address().unmapped()).isEqualTo(IpAddress.v4(0x7f000001));
        assertThat(client.isWaitingForAccept()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void queuesOfConnectionsAreBytes(String kernel) throws IOException {
        List<Connection> pair =
                connections(Recorded.tcp(kernel, "tcp-all-v4")).stream()
                        .filter(one -> one.state() == TcpState.ESTABLISHED)
                        .filter(one -> one.local().port() == 7779 || one.remote().port() == 7779)
                        .toList();
        assertThat(pair).hasSize(2);
        assertThat(pair)
                .allSatisfy(one -> {
                    assertThat(one.queues()).isEqualTo(new ByteQueues(1, 0));
                    assertThat(one.isWaitingForAccept()).isFalse();
                    assertThat(one.identity().inode()).isPositive();
                    assertThat(one.timer()).isEqualTo(SocketTimer.NONE);
                });
        Connection refused = one(kernel, TcpState.SYN_SENT);
        assertThat(refused.queues()).isEqualTo(new ByteQueues(0, 1));
        assertThat(refused.remote().port()).isEqualTo(7777);
        assertThat(refused.timer().kind()).isEqualTo(SocketTimer.Kind.RETRANSMIT);
        assertThat(refused.timer().expires()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void whatIsLeftOfClosedConnectionsIsTold(String kernel) throws IOException {
        List<TimeWait> remains = only(Recorded.tcp(kernel, "tcp-all-v4"), TimeWait.class);
        assertThat(remains)
                .extracting(TimeWait::state)
                .containsExactlyInAnyOrder(TcpState.TIME_WAIT, TcpState.FIN_WAIT2);
        assertThat(remains)
                .allSatisfy(one -> {
                    assertThat(one.remote().port()).isEqualTo(7779);
                    assertThat(one.expires().orElseThrow())
                            .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
                });
        TimeWait half =
                remains.stream()
                        .filter(one -> one.state() == TcpState.FIN_WAIT2)
                        .findAny()
                        .orElseThrow();
        Connection other = one(kernel, TcpState.CLOSE_WAIT);
        assertThat(other.remote()).isEqualTo(half.local());
        assertThat(other.local()).isEqualTo(half.remote());
        assertThat(other.isWaitingForAccept()).isFalse();
        assertThat(other.queues())
                .as("the FIN takes a sequence number")
                .isEqualTo(new ByteQueues(1, 0));
    }

    /** {@code tcpi_last_data_sent} of a connection that waits: since its handshake. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void connectionsInTheQueueSayHowLongTheyWait(String kernel) throws IOException {
        List<TcpSocket> sockets = Recorded.tcp(kernel, "tcp-all-v4-ext");
        List<Connection> waiting =
                connections(sockets).stream().filter(Connection::isWaitingForAccept).toList();
        assertThat(waiting).hasSize(3);
        assertThat(waiting)
                .allSatisfy(one -> {
                    assertThat(one.local().toString()).isEqualTo("127.0.0.1:7777");
                    assertThat(one.identity().uid()).hasValue(0);
                    assertThat(waited(one))
                            .hasValueSatisfying(time ->
                                    assertThat(time)
                                            .isBetween(
                                                    Duration.ofMillis(100), Duration.ofSeconds(5)));
                });
        assertThat(waiting).extracting(one -> waited(one).orElseThrow()).doesNotHaveDuplicates();
        Connection unborn =
                connections(sockets).stream()
                        .filter(one -> one.state() == TcpState.SYN_SENT)
                        .findAny()
                        .orElseThrow();
        assertThat(unborn.info()).contains(new TcpInfo(Optional.empty()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void oneLegacyWalkShowsBothFamilies(String kernel) throws IOException {
        var separate = new ArrayList<>(Recorded.tcp(kernel, "tcp-all-v4"));
        separate.addAll(Recorded.tcp(kernel, "tcp-all-v6"));
        List<TcpSocket> together = Recorded.tcp(kernel, "tcp-all-legacy");
        assertThat(together.stream().map(RecordedTcpTest::timeless))
                .containsExactlyInAnyOrderElementsOf(
                        separate.stream().map(RecordedTcpTest::timeless).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void everyStateIsCounted(String kernel) throws IOException {
        Map<TcpState, Long> states =
                Recorded.tcp(kernel, "tcp-all-legacy").stream()
                        .collect(Collectors.groupingBy(TcpSocket::state, Collectors.counting()));
        assertThat(states)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                TcpState.LISTEN, 4L,
                                TcpState.ESTABLISHED, 10L,
                                TcpState.SYN_SENT, 1L,
                                TcpState.SYN_RECV, 2L,
                                TcpState.CLOSE_WAIT, 1L,
                                TcpState.FIN_WAIT2, 1L,
                                TcpState.TIME_WAIT, 1L));
    }

    private static Optional<Duration> waited(Connection connection) {
        return connection.info().flatMap(TcpInfo::sinceLastDataSent);
    }

    /** The socket without what has moved between two dumps: its timers. */
    private static TcpSocket timeless(TcpSocket socket) {
        return switch (socket) {
            case Listener listener -> listener;
            case HalfOpen(var local, var remote, int index, int retries, var _) ->
                    new HalfOpen(local, remote, index, retries, Optional.empty());
            case TimeWait(var local, var remote, int index, var state, var _) ->
                    new TimeWait(local, remote, index, state, Optional.empty());
            case Connection(
                            var local,
                            var remote,
                            int index,
                            var state,
                            var queues,
                            SocketTimer(var kind, var _, int retransmits),
                            var info,
                            var identity) ->
                    new Connection(
                            local,
                            remote,
                            index,
                            state,
                            queues,
                            new SocketTimer(kind, Duration.ZERO, retransmits),
                            info,
                            identity);
        };
    }

    private static Listener listener(List<TcpSocket> sockets, String local) {
        return only(sockets, Listener.class).stream()
                .filter(one -> one.local().toString().equals(local))
                .findAny()
                .orElseThrow();
    }

    private static Connection one(String kernel, TcpState state) throws IOException {
        List<Connection> found =
                connections(Recorded.tcp(kernel, "tcp-all-v4")).stream()
                        .filter(one -> one.state() == state)
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<Connection> connections(List<TcpSocket> sockets) {
        return only(sockets, Connection.class);
    }

    private static <T> List<T> only(List<TcpSocket> sockets, Class<T> kind) {
        return sockets.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
