package dev.raingauge.sockdiag.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpSocket.Connection;
import dev.raingauge.sockdiag.model.TcpSocket.HalfOpen;
import dev.raingauge.sockdiag.model.TcpSocket.Listener;
import dev.raingauge.sockdiag.model.TcpSocket.TimeWait;
import dev.raingauge.sockdiag.model.UnixName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What seven kernels wrote into /proc/net about the same scene. */
class RecordedProcTest {
    private static final String KERNELS = "dev.raingauge.sockdiag.procfs.Recording#kernels";

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void everyTcpSocketOfTheScene(String kernel) throws IOException {
        List<TcpSocket> sockets = Recording.tcp(Recording.bytes(kernel, "tcp"), false);
        assertThat(sockets.stream().map(RecordedProcTest::line))
                .containsExactlyInAnyOrder(
                        // three wait where two are allowed
                        "listener 127.0.0.1:7777 depth 3",
                        "listener 127.0.0.1:7779 depth 0",
                        "listener 10.98.0.1:7777 depth 0",
                        "established 127.0.0.1:7777 waiting",
                        "established 127.0.0.1:7777 waiting",
                        "established 127.0.0.1:7777 waiting",
                        "established -> 127.0.0.1:7777",
                        "established -> 127.0.0.1:7777",
                        "established -> 127.0.0.1:7777",
                        "syn_sent -> 127.0.0.1:7777 unacknowledged 1 RETRANSMIT",
                        "half open 10.98.0.1:7777 10.99.0.2:20001 again 0",
                        "half open 10.98.0.1:7777 10.99.0.3:20002 again 0",
                        "established -> 127.0.0.1:7778",
                        "established 127.0.0.1:7779 unread 1",
                        "established -> 127.0.0.1:7779 unread 1",
                        "close_wait 127.0.0.1:7779 unread 1",
                        "remains of fin_wait2 -> 127.0.0.1:7779",
                        "remains of time_wait -> 127.0.0.1:7779");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void anIpv4ClientOfADualStackListenerHasAMappedAddress(String kernel) throws IOException {
        List<TcpSocket> sockets = Recording.tcp(Recording.bytes(kernel, "tcp6"), true);
        assertThat(sockets.stream().map(RecordedProcTest::line))
                .containsExactlyInAnyOrder(
                        "listener [::]:7778 depth 1",
                        "established [::ffff:127.0.0.1]:7778 waiting");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void whatProcDoesNotTellIsAbsent(String kernel) throws IOException {
        var sockets = Recording.tcp(Recording.bytes(kernel, "tcp"), false);
        assertThat(sockets)
                .filteredOn(Listener.class::isInstance)
                .extracting(Listener.class::cast)
                .allSatisfy(listener -> {
                    assertThat(listener.acceptQueue().limit()).isEmpty();
                    assertThat(listener.acceptQueue().full()).isEmpty();
                    assertThat(listener.drops()).isEmpty();
                    assertThat(listener.v6Only()).isEmpty();
                    assertThat(listener.identity().cookie()).isEmpty();
                    assertThat(listener.identity().inode()).isPositive();
                    assertThat(listener.identity().uid()).hasValue(0);
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(KERNELS)
    void unixListenersAndWhoWaits(String kernel) throws IOException {
        expectTheUnixScene(Recording.unix(Recording.bytes(kernel, "unix")));
    }

    /** A freshly booted kernel without enough entropy hides the first column so. */
    @Test
    void hiddenPointersAreNoMatter() throws IOException {
        expectTheUnixScene(Recording.unix(Recording.bytes("6.1", "unix-hidden-pointers")));
    }

    private static void expectTheUnixScene(List<NetUnix> sockets) {
        UnixName path = UnixName.ofPath("/tmp/fixture.sock");
        assertThat(sockets)
                .extracting(
                        NetUnix::name,
                        NetUnix::listening,
                        NetUnix::type,
                        NetUnix::state,
                        socket -> socket.inode() != 0)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(path, true, 1, 1, true),
                        org.assertj.core.groups.Tuple.tuple(
                                path, false, 1, NetUnix.CONNECTING, false),
                        org.assertj.core.groups.Tuple.tuple(
                                UnixName.NONE, false, 1, NetUnix.CONNECTED, true),
                        org.assertj.core.groups.Tuple.tuple(
                                UnixName.ofAbstract("fixture"), true, 5, 1, true));
    }

    @ParameterizedTest(name = "{0}: {1} counters, {2} of IPv6, CurrEstab {3}")
    @CsvSource(
            textBlock =
                    """
                    # the old 5.10 does not count CLOSE_WAIT in CurrEstab; UdpLite is gone in 7.3
                    5.10-old, 218, 83, 10, 0, 0,
                    5.10,     218, 83, 11, 0, 0,
                    6.1,      280, 86, 11, 0, 2,
                    6.12,     306, 87, 11, 0, 2, 0
                    6.16,     305, 87, 11, 0, 2, 0
                    6.18,     312, 87, 11, 0, 2, 0
                    7.3,      312, 79, 11,  , 2, 0
                    """)
    void counters(
            String kernel,
            int count,
            int count6,
            long currEstab,
            Long udpLite,
            long tw,
            Long mptcpEstab)
            throws IOException {
        var counters = new LinkedHashMap<String, Long>();
        NetNetstat.parse("snmp", Recording.bytes(kernel, "snmp"), counters);
        NetNetstat.parse("netstat", Recording.bytes(kernel, "netstat"), counters);
        assertThat(counters)
                .hasSize(count)
                .contains(
                        entry("TcpExtListenOverflows", 1L),
                        entry("TcpExtListenDrops", 1L),
                        entry("TcpExtTCPReqQFullDrop", 0L),
                        entry("TcpMaxConn", -1L),
                        entry("TcpRtoMax", 120_000L),
                        entry("TcpPassiveOpens", 7L),
                        entry("TcpCurrEstab", currEstab),
                        entry("TcpExtTW", tw),
                        entry("IpExtInOctets", 1866L));
        assertThat(counters.get("UdpLiteInDatagrams")).isEqualTo(udpLite);
        assertThat(counters.get("MPTcpExtMPCurrEstab")).isEqualTo(mptcpEstab);
        assertThat(counters.keySet().iterator().next())
                .as("in the kernel's order")
                .isEqualTo("IpForwarding");

        var ofIpv6 = new LinkedHashMap<String, Long>();
        NetSnmp6.parse("snmp6", Recording.bytes(kernel, "snmp6"), ofIpv6);
        assertThat(ofIpv6).hasSize(count6).containsEntry("Ip6InReceives", 0L);
    }

    @ParameterizedTest(name = "{0}: {1} pages")
    @CsvSource(
            textBlock =
                    """
                    5.10-old, 8, 12
                    5.10,     8, 12
                    6.1,      0, 12
                    6.12,     0, 12
                    6.16,     0, 12
                    6.18,     0, 12
                    7.3,      0, 11
                    """)
    void sockstat(String kernel, long pages, int figures) throws IOException {
        Map<String, Long> values = new LinkedHashMap<>();
        NetSockstat.parse("sockstat", Recording.bytes(kernel, "sockstat"), values);
        assertThat(values)
                .hasSize(figures)
                .contains(
                        entry("sockets used", 21L),
                        entry("TCP inuse", 14L),
                        entry("TCP orphan", 0L),
                        entry("TCP tw", 2L),
                        entry("TCP alloc", 16L),
                        entry("TCP mem", pages),
                        entry("RAW inuse", 1L),
                        entry("FRAG memory", 0L));
        NetSockstat.parse("sockstat6", Recording.bytes(kernel, "sockstat6"), values);
        assertThat(values).containsEntry("TCP6 inuse", 2L).containsEntry("TCP inuse", 14L);
    }

    /** A socket in a few words, without what differs from kernel to kernel: ports, inodes, time. */
    private static String line(TcpSocket socket) {
        return switch (socket) {
            case Listener listener ->
                    "listener " + listener.local() + " depth " + listener.acceptQueue().depth();
            case HalfOpen request ->
                    "half open %s %s again %d"
                            .formatted(
                                    request.local(), request.remote(), request.synAckRetransmits());
            case TimeWait remains ->
                    "remains of " + remains.state().label() + " -> " + remains.remote();
            case Connection connection -> {
                var queues = connection.queues();
                boolean server =
                        connection.local().port() >= 7777 && connection.local().port() <= 7779;
                yield Stream.of(
                                connection.state().label(),
                                server
                                        ? connection.local().toString()
                                        : "-> " + connection.remote(),
                                connection.isWaitingForAccept() ? "waiting" : "",
                                queues.unreadBytes() > 0 ? "unread " + queues.unreadBytes() : "",
                                queues.unacknowledgedBytes() > 0
                                        ? "unacknowledged " + queues.unacknowledgedBytes()
                                        : "",
                                connection.timer().retransmits() == 0
                                                && connection.timer().expires().isZero()
                                        ? ""
                                        : connection.timer().kind().toString())
                        .filter(part -> !part.isEmpty())
                        .collect(java.util.stream.Collectors.joining(" "));
            }
        };
    }
}
