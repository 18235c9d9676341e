package dev.raingauge.monitor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UdpSocket;
import dev.raingauge.sockdiag.model.UnixName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections one by one, and datagrams; each rule on both sides of its edge. */
class ConnectionRulesTest {
    private static final Endpoint FAR = new Endpoint(IpAddress.v4(0x0a000001), 5432);
    private static final IpAddress HERE = IpAddress.v4(0x0a000002);
    private static final SocketTimer PERSIST =
            new SocketTimer(SocketTimer.Kind.PERSIST, Duration.ofSeconds(1), 0);

    private final ToyKernel kernel = new ToyKernel();
    private final Tracker tracker = new Tracker(ToyKernel.NAMESPACE);
    private Surroundings around = Surroundings.NONE;

    @ParameterizedTest
    @CsvSource({"100, 100, 1", "99, 120, 0"})
    void aHundredThatNeverLeaveAreALeak(int before, int after, int found) {
        look(many(before, TcpState.CLOSE_WAIT));
        look(many(after, TcpState.CLOSE_WAIT));
        look(many(after, TcpState.CLOSE_WAIT));
        assertThat(judge())
                .hasSize(found)
                .allMatch(ConnectionFinding.CloseWaitLeak.class::isInstance);
    }

    @Test
    void aSingleOneThatLeavesIsNoLeak() {
        look(many(150, TcpState.CLOSE_WAIT));
        look(many(150, TcpState.CLOSE_WAIT));
        look(many(149, TcpState.CLOSE_WAIT));
        assertThat(judge()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"16384, 16384, 1", "16383, 16383, 0", "20000, 19999, 0", "16384, 90000, 1"})
    void unreadBytesThatNeverShrinkAreNotRead(long before, long after, int found) {
        look(List.of(established(1, before, 0, SocketTimer.NONE)));
        look(List.of(established(1, before, 0, SocketTimer.NONE)));
        look(List.of(established(1, after, 0, SocketTimer.NONE)));
        assertThat(judge()).hasSize(found).allMatch(ConnectionFinding.NotReading.class::isInstance);
    }

    @Test
    void aWindowClosedInEveryLookIsThePeers() {
        for (int i = 0; i < 3; i++) {
            look(List.of(established(1, 0, 5000, PERSIST)));
        }
        assertThat(judge())
                .singleElement()
                .isInstanceOfSatisfying(
                        ConnectionFinding.PeerNotReading.class,
                        found -> assertThat(found.windowClosed()).isTrue());
    }

    @Test
    void aWindowThatOpensNowAndThenIsHealthy() {
        look(List.of(established(1, 0, 5000, PERSIST)));
        look(List.of());
        look(List.of(established(1, 0, 5000, PERSIST)));
        assertThat(judge()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "1, 0"})
    void retransmissionsAreTheNetworks(int retransmits, int found) {
        for (int i = 0; i < 3; i++) {
            look(List.of(established(1, 0, 5000, retransmit(retransmits))));
        }
        assertThat(judge())
                .hasSize(found)
                .allMatch(ConnectionFinding.PeerNotReading.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 0"})
    void aConnectThatIsTriedAgainIsStalled(int retransmits, int found) {
        look(List.of());
        look(List.of(connection(1, TcpState.SYN_SENT, 0, 0, retransmit(retransmits))));
        assertThat(judge())
                .hasSize(found)
                .allMatch(ConnectionFinding.ConnectStalled.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"79, NONE", "80, WARNING", "94, WARNING", "95, CRITICAL"})
    void portsTowardOneDestination(long used, String severity) {
        around =
                Surroundings.NONE.with(
                        new Sysctls(
                                Map.of(
                                        "net.ipv4.ip_local_port_range",
                                        "40000\t40109",
                                        "net.ipv4.ip_local_reserved_ports",
                                        "40000-40008,40050,80")));
        for (int i = 0; i < 2; i++) {
            look(new ConnectionLook(List.of(), Map.of(new Route(HERE, FAR), used), true));
        }
        String worst =
                judge().stream()
                        .map(one -> one.common().severity().name())
                        .findFirst()
                        .orElse("NONE");
        assertThat(worst).isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "x y", "60999 32768"})
    void aRangeThatIsNoneSaysNothing(String range) {
        assertThat(PortRange.available(Optional.of(range), Optional.empty())).isZero();
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 1", "5, 0, 0", "0, 5, 0"})
    void udpDropsNeedTheNamespaceAndTheSocket(long counted, long own, int found) {
        tracker.add(kernel.sample().with(udp(7)));
        kernel.bump("UdpRcvbufErrors", counted);
        tracker.add(kernel.pass(1000).sample().with(udp(7 + own)));
        assertThat(judge())
                .hasSize(found)
                .allMatch(ConnectionFinding.UdpReceiveDrops.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"false, true, true, 1", "true, true, false, 0", "false, false, true, 0"})
    void aDatagramSocketMustBeFullTwiceAndAtTheEnd(
            boolean first, boolean second, boolean third, int found) {
        for (boolean full : List.of(first, second, third)) {
            var queue = new DatagramQueue(UnixName.ofAbstract("log"), 9, full);
            tracker.add(
                    kernel.pass(1000)
                            .sample()
                            .with(new DeepLook(nothing(), List.of(), List.of(queue))));
        }
        assertThat(judge())
                .hasSize(found)
                .allMatch(QueueFinding.UnixDatagramQueue.class::isInstance);
    }

    @Test
    void manyInTimeWaitAreNoFinding() {
        kernel.state(TcpState.TIME_WAIT, 30_000);
        look(List.of());
        look(List.of());
        assertThat(judge()).isEmpty();
        kernel.bump("TcpExtTCPTimeWaitOverflow", 1);
        look(List.of());
        assertThat(judge()).singleElement().isInstanceOf(HostFinding.TimeWaitOverflow.class);
    }

    private List<Finding> judge() {
        return Rules.STANDARD.judge(tracker.evidence(around));
    }

    private void look(List<TcpSocket.Connection> notable) {
        look(new ConnectionLook(notable, Map.of(), true));
    }

    private void look(ConnectionLook connections) {
        tracker.add(
                kernel.pass(2000).sample().with(new DeepLook(connections, List.of(), List.of())));
    }

    private static ConnectionLook nothing() {
        return new ConnectionLook(List.of(), Map.of(), true);
    }

    private static DeepLook udp(long drops) {
        var socket =
                new UdpSocket(
                        new Endpoint(HERE, 53),
                        new Endpoint(IpAddress.ANY_V4, 0),
                        new ByteQueues(0, 0),
                        OptionalLong.of(drops),
                        identity(5));
        return new DeepLook(nothing(), List.of(socket), List.of());
    }

    private static List<TcpSocket.Connection> many(int number, TcpState state) {
        return IntStream.range(0, number)
                .mapToObj(i -> connection(i, state, 0, 0, SocketTimer.NONE))
                .toList();
    }

    private static SocketTimer retransmit(int times) {
        return new SocketTimer(SocketTimer.Kind.RETRANSMIT, Duration.ofSeconds(1), times);
    }

    private static TcpSocket.Connection established(
            int number, long unread, long unacknowledged, SocketTimer timer) {
        return connection(number, TcpState.ESTABLISHED, unread, unacknowledged, timer);
    }

    private static TcpSocket.Connection connection(
            int number, TcpState state, long unread, long unacknowledged, SocketTimer timer) {
        return new TcpSocket.Connection(
                new Endpoint(HERE, 40_000 + number),
                FAR,
                0,
                state,
                new ByteQueues(unread, unacknowledged),
                timer,
                Optional.empty(),
                identity(1000 + number));
    }

    private static SocketIdentity identity(long inode) {
        return new SocketIdentity(
                OptionalLong.of(inode), inode, OptionalLong.of(0), OptionalLong.empty());
    }
}
