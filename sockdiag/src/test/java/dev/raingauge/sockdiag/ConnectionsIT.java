package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections whose state and listener we know, because we made them. */
class ConnectionsIT {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_DEFER_ACCEPT = 9;
    private static final int SO_REUSEPORT = 15;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestNamespace namespace;
    private Sockets sockets;

    @BeforeEach
    void open() throws IOException {
        namespace = keep(new TestNamespace());
        sockets = keep(SockDiag.openIn(namespace.file()));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T one) {
        opened.add(one);
        return one;
    }

    /** Not Java's own: its sockets are IPv6 even for IPv4 addresses. */
    private PlainSocket listen(String host, int port) throws IOException {
        return keep(QueuesIT.listener(namespace, host, port, 250));
    }

    private PlainSocket accept(PlainSocket server) throws IOException {
        assertThat(server.awaitReadable(5_000)).isTrue();
        return keep(server.accept().orElseThrow());
    }

    /** Waits until no socket is on its way from one state to the next. */
    private void settle() throws IOException, InterruptedException {
        for (int i = 0; i < 500; i++) {
            var passing =
                    TcpQuery.of(
                            TcpState.FIN_WAIT1,
                            TcpState.SYN_SENT,
                            TcpState.LAST_ACK,
                            TcpState.CLOSING);
            if (sockets.tcp(passing).sockets().isEmpty()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("sockets do not settle: " + namespace.exec("ss", "-tan"));
    }

    private Socket connect(String host, int port) throws IOException {
        return keep(namespace.connect(host, port));
    }

    @Test
    void connectionsAreCountedByWhatBecameOfThem() throws Exception {
        PlainSocket server = listen("127.0.0.1", 6000);
        connect("127.0.0.1", 6000);
        connect("127.0.0.1", 6000);
        Socket leaver = connect("127.0.0.1", 6000);
        for (int i = 0; i < 3; i++) {
            accept(server);
        }
        leaver.close(); // accepted: CLOSE_WAIT
        connect("127.0.0.1", 6000); // waits
        connect("127.0.0.1", 6000).close(); // gave up: CLOSE_WAIT and waits
        PlainSocket deferring = QueuesIT.tcp(namespace, Libc.AF_INET);
        keep(deferring).bind(Sockaddr.inet("127.0.0.1", 6001));
        deferring.option(IPPROTO_TCP, TCP_DEFER_ACCEPT, 30);
        deferring.listen(5);
        connect("127.0.0.1", 6001); // says nothing, so it stays half-open
        settle();

        QueuePass pass = sockets.queues();
        CensusPass census = sockets.census(pass, 1);
        assertThat(census.listeners())
                .containsOnly(
                        Map.entry(at("127.0.0.1", 6000), new ListenerCounts(2, 2, 1, 0)),
                        Map.entry(at("127.0.0.1", 6001), new ListenerCounts(0, 0, 0, 1)));
        assertThat(census.states())
                .containsEntry(TcpState.LISTEN, 2L)
                .containsEntry(TcpState.SYN_RECV, 1L)
                .containsEntry(TcpState.CLOSE_WAIT, 2L)
                .containsEntry(TcpState.FIN_WAIT2, 2L)
                .containsEntry(TcpState.TIME_WAIT, 0L)
                .containsEntry(TcpState.ESTABLISHED, 2L + 2 + 1 + 1 + 1)
                .hasSize(11);
        assertThat(census.sockets()).isEqualTo(2 + 1 + 2 + 2 + 7);
        assertThat(census.consistent()).isTrue();

        StatePass states = sockets.states(pass);
        assertThat(states.states())
                .containsEntry(TcpState.LISTEN, 2L)
                .containsEntry(TcpState.SYN_RECV, 1L)
                .containsEntry(TcpState.CLOSE_WAIT, 2L)
                .containsEntry(TcpState.FIN_WAIT2, 2L)
                .doesNotContainKeys(TcpState.ESTABLISHED, TcpState.TIME_WAIT)
                .hasSize(9);
        assertThat(states.halfOpen()).containsOnly(Map.entry(at("127.0.0.1", 6001), 1L));
        assertThat(states.closeWait()).containsOnly(Map.entry(at("127.0.0.1", 6000), 1L));
        assertThat(states.gaveUp()).containsOnly(Map.entry(at("127.0.0.1", 6000), 1L));
    }

    /** A listener's queue counts connections: it stays out of the sum. */
    @Test
    void aCensusAddsUpTheBytesOfConnections() throws Exception {
        PlainSocket server = listen("127.0.0.1", 6000);
        Socket client = connect("127.0.0.1", 6000);
        connect("127.0.0.1", 6000);
        client.getOutputStream().write(new byte[700]);
        PlainSocket accepted = accept(server);
        assertThat(accepted.awaitReadable(5_000)).isTrue();
        for (int i = 0; i < 100 && unacknowledged() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(sockets.census(sockets.queues(), 1).bytes()).contains(new ByteQueues(700, 0));
        assertThat(sockets.census(sockets.queues(), 2).bytes()).contains(new ByteQueues(700, 0));
    }

    private long unacknowledged() throws IOException {
        return sockets.census(sockets.queues(), 1).bytes().orElseThrow().unacknowledgedBytes();
    }

    /** Each listener gets what the kernel gave it: the server's own accept says who that was. */
    @Test
    void theListenerThatAcceptsIsTheOneThatIsNamed() throws IOException {
        PlainSocket specific =
                keep(QueuesIT.listener(namespace, "127.0.0.1", 6000, 50, SO_REUSEPORT, 1));
        PlainSocket wildcard =
                keep(QueuesIT.listener(namespace, "0.0.0.0", 6000, 50, SO_REUSEPORT, 1));
        listen("::1", 6000);
        PlainSocket dual = listen("::", 6001);
        connect("127.0.0.1", 6000);
        connect("127.0.0.2", 6000);
        connect("127.0.0.2", 6000);
        connect("::1", 6000);
        connect("127.0.0.1", 6001);
        connect("127.0.0.9", 6001);
        connect("::1", 6001);

        CensusPass before = sockets.census(sockets.queues(), 1);
        assertThat(before.listeners())
                .containsOnly(
                        Map.entry(at("127.0.0.1", 6000), new ListenerCounts(0, 1, 0, 0)),
                        Map.entry(at("0.0.0.0", 6000), new ListenerCounts(0, 2, 0, 0)),
                        Map.entry(at("::1", 6000), new ListenerCounts(0, 1, 0, 0)),
                        Map.entry(at("::", 6001), new ListenerCounts(0, 3, 0, 0)));
        accept(specific);
        accept(wildcard);
        accept(dual);
        assertThat(sockets.census(sockets.queues(), 1).listeners())
                .containsEntry(at("127.0.0.1", 6000), new ListenerCounts(1, 0, 0, 0))
                .containsEntry(at("0.0.0.0", 6000), new ListenerCounts(1, 1, 0, 0))
                .containsEntry(at("::", 6001), new ListenerCounts(1, 2, 0, 0));
    }

    @Test
    void anIpv4ClientOfADualStackListenerThatIsHalfOpenIsItsOwn() throws IOException {
        PlainSocket server = keep(QueuesIT.tcp(namespace, Libc.AF_INET6));
        server.bind(Sockaddr.inet("::", 6000));
        server.option(IPPROTO_TCP, TCP_DEFER_ACCEPT, 30);
        server.listen(5);
        connect("127.0.0.1", 6000);
        connect("::1", 6000);
        assertThat(sockets.states(sockets.queues()).halfOpen())
                .containsOnly(Map.entry(at("::", 6000), 2L));
    }

    @Test
    void aConnectionOfABoundListenerIsNotOfTheWildcardBesideIt() throws IOException {
        keep(QueuesIT.listener(namespace, "0.0.0.0", 6000, 9, 62, 1));
        keep(QueuesIT.listener(namespace, "0.0.0.0", 6001, 9));
        connect("127.0.0.1", 6000);
        connect("127.0.0.1", 6001);
        assertThat(sockets.census(sockets.queues(), 1).listeners())
                .containsOnly(
                        Map.entry(
                                new ListenerAddress.Inet(
                                        Transport.TCP, new Endpoint(IpAddress.ANY_V4, 6000), 1),
                                new ListenerCounts(0, 1, 0, 0)),
                        Map.entry(at("0.0.0.0", 6001), new ListenerCounts(0, 1, 0, 0)));
    }

    /** An unbound listener's child is bound to the link of a link-local client. */
    @Test
    void aLinkLocalClientBelongsToTheUnboundListener() throws IOException {
        namespace.ip("link", "add", "rgv0", "index", "7", "type", "veth", "peer", "name", "rgv1");
        namespace.ip("addr", "add", "fe80::1/64", "dev", "rgv0", "nodad");
        namespace.ip("link", "set", "rgv0", "up");
        namespace.ip("link", "set", "rgv1", "up");
        listen("::", 6000);
        connect("fe80::1%7", 6000);
        List<TcpSocket> waiting =
                sockets.tcp(TcpQuery.of(TcpState.ESTABLISHED).atSourcePort(6000)).sockets();
        assertThat(waiting).hasSize(1);
        assertThat(waiting.getFirst().interfaceIndex()).as("bound all the same").isEqualTo(7);
        assertThat(sockets.census(sockets.queues(), 1).listeners())
                .containsOnly(Map.entry(at("::", 6000), new ListenerCounts(0, 1, 0, 0)));
    }

    @Test
    void socketsThatShareAPortShareARow() throws IOException {
        PlainSocket one = QueuesIT.listener(namespace, "127.0.0.1", 6000, 9, SO_REUSEPORT, 1);
        PlainSocket two = QueuesIT.listener(namespace, "127.0.0.1", 6000, 9, SO_REUSEPORT, 1);
        keep(one);
        keep(two);
        for (int i = 0; i < 6; i++) {
            connect("127.0.0.1", 6000);
        }
        one.accept().ifPresent(this::keep);
        two.accept().ifPresent(this::keep);
        QueuePass pass = sockets.queues();
        long accepted = 6 - pass.tcp().stream().mapToLong(at -> at.acceptQueue().depth()).sum();
        assertThat(accepted).isBetween(1L, 2L);
        assertThat(sockets.census(pass, 1).listeners())
                .containsOnly(
                        Map.entry(
                                at("127.0.0.1", 6000),
                                new ListenerCounts(accepted, 6 - accepted, 0, 0)));
    }

    @Test
    void onlyTheWantedListenersAreLookedAt() throws IOException {
        for (int port : new int[] {6000, 6001, 6002, 6004}) {
            listen("127.0.0.1", port);
            connect("127.0.0.1", port);
        }
        QueuePass pass = sockets.queues();
        var wanted = List.of(at("127.0.0.1", 6000), at("127.0.0.1", 6001), at("127.0.0.1", 6004));
        CensusPass some = sockets.censusOf(pass, wanted);
        assertThat(some.listeners())
                .hasSize(3)
                .containsKeys(wanted.toArray(ListenerAddress[]::new));
        assertThat(some.listeners().values()).containsOnly(new ListenerCounts(0, 1, 0, 0));
        assertThat(some.sockets()).as("a listener and a connection at each port").isEqualTo(6);
        assertThat(sockets.censusOf(pass, List.of(at("127.0.0.1", 6002))).sockets()).isEqualTo(2);
        assertThat(sockets.censusOf(pass, List.of()).sockets()).isZero();
        assertThat(sockets.censusOf(pass, List.of(at("127.0.0.1", 7))).listeners())
                .containsOnly(Map.entry(at("127.0.0.1", 7), ListenerCounts.NONE));
    }

    @Test
    void threadsShareACensus() throws Exception {
        listen("127.0.0.1", 6000);
        listen("127.0.0.1", 40_000);
        for (int i = 0; i < 40; i++) {
            connect("127.0.0.1", 6000);
            connect("127.0.0.1", 40_000);
        }
        connect("127.0.0.1", 6000).close();
        settle();
        QueuePass pass = sockets.queues();
        CensusPass alone = sockets.census(pass, 1);
        assertThat(sockets.census(pass, 2)).isEqualTo(alone);
        assertThat(sockets.census(pass, 5)).isEqualTo(alone);
        assertThat(alone.sockets()).isEqualTo(2 + 2 * 81);
        String listed = namespace.exec("ss", "-Htan");
        assertThat(listed.lines().count()).isEqualTo(alone.sockets());
    }

    /** Kernels that do not know the old question are asked for each family. */
    @Test
    void eachFamilyByItselfGivesTheSame() throws IOException {
        listen("::", 6000);
        listen("127.0.0.1", 6001);
        connect("127.0.0.1", 6000);
        connect("::1", 6000);
        connect("127.0.0.1", 6001);
        QueuePass pass = sockets.queues();
        try (var door = Door.to(namespace.file());
                var inquiry = new Inquiry(door)) {
            var tally = new Tally(new ListenerIndex(pass.tcp()));
            assertThat(new TcpWalks(inquiry, false).walk(TcpQuery.all(), tally)).isTrue();
            assertThat(tally.census(tally.rows(), true)).isEqualTo(sockets.census(pass, 1));
        }
    }

    @Test
    void howLongTheyHaveWaited() throws Exception {
        PlainSocket server = listen("127.0.0.1", 6000);
        listen("127.0.0.1", 6001);
        Socket accepted = connect("127.0.0.1", 6000);
        accept(server);
        Socket gone = connect("127.0.0.1", 6000);
        connect("127.0.0.1", 6001);
        Thread.sleep(300);
        gone.close();
        settle();
        Socket late = connect("127.0.0.1", 6000);

        QueuePass pass = sockets.queues();
        var waits = sockets.waits(pass, List.of(at("127.0.0.1", 6000)));
        assertThat(waits).containsOnlyKeys(at("127.0.0.1", 6000));
        List<AcceptWait> found = waits.getOrDefault(at("127.0.0.1", 6000), List.of());
        assertThat(found).extracting(AcceptWait::clientGone).containsExactly(true, false);
        assertThat(found)
                .extracting(each -> each.remote().port())
                .containsExactly(gone.getLocalPort(), late.getLocalPort())
                .doesNotContain(accepted.getLocalPort());
        assertThat(found.getFirst().waited())
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
        assertThat(found.getLast().waited()).isLessThan(found.getFirst().waited());
        assertThat(found).allSatisfy(each -> assertThat(each.cookie()).isPresent());
        assertThat(sockets.waits(pass, List.of(at("127.0.0.1", 6000), at("127.0.0.1", 6001))))
                .hasSize(2);
        assertThat(sockets.waits(pass, List.of())).isEmpty();
    }

    @Test
    void socketsAreFoundByFilter() throws IOException {
        listen("127.0.0.1", 6000);
        Socket client = connect("127.0.0.1", 6000);
        connect("127.0.0.1", 6000);
        var filter =
                new Filter.Port(Filter.End.REMOTE, client.getLocalPort(), client.getLocalPort());
        var found = sockets.tcp(TcpQuery.all().matching(filter));
        assertThat(found.consistent()).isTrue();
        assertThat(found.sockets()).hasSize(1);
        assertThat(found.sockets().getFirst())
                .isInstanceOfSatisfying(
                        TcpSocket.Connection.class,
                        connection -> {
                            assertThat(connection.isWaitingForAccept()).isTrue();
                            assertThat(connection.remote())
                                    .hasToString("127.0.0.1:" + client.getLocalPort());
                        });
    }

    @Test
    void aCapabilityThatAFilterNeedsIsNamed() throws IOException {
        var ran = TestNamespace.withoutCapabilities(MarkFilter.class);
        assertThat(ran.output())
                .contains("the kernel refuses to answer about TCP sockets: EPERM")
                .contains("CAP_NET_ADMIN");
    }

    /** Asks for a mark. */
    static final class MarkFilter {
        private MarkFilter() {}

        public static void main(String... arguments) throws IOException {
            try (var sockets = SockDiag.open()) {
                System.out.println(sockets.queues().consistent());
                System.out.println(
                        sockets.tcp(TcpQuery.all().matching(new Filter.Mark(1, -1))).sockets());
            } catch (SockDiagException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    /** The dump that was given up goes on in the kernel; the next question is not hurt by it. */
    @Test
    void aVisitorThatFailsLeavesTheSocketsUsable() throws IOException {
        listen("127.0.0.1", 6000);
        for (int i = 0; i < 200; i++) {
            connect("127.0.0.1", 6000);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(
                            catchThrowable(() ->
                                    sockets.walk(
                                            TcpQuery.all(),
                                            _ -> {
                                                throw new IllegalStateException("enough");
                                            })))
                    .hasMessage("enough");
            assertThat(sockets.queues().tcp()).hasSize(1);
        }
    }

    @Test
    void acceptedUnixConnectionsAreActive(@TempDir Path folder) throws IOException {
        String path = folder.resolve("a").toString();
        PlainSocket server = keep(QueuesIT.unix(namespace, Libc.SOCK_STREAM, path, 9));
        PlainSocket packets = keep(QueuesIT.unix(namespace, Libc.SOCK_SEQPACKET, "\0a", 9));
        for (int i = 0; i < 3; i++) {
            assertThat(keep(QueuesIT.unix(namespace, 1)).connect(Sockaddr.unix(path))).isZero();
            assertThat(keep(QueuesIT.unix(namespace, 5)).connect(Sockaddr.unix("\0a"))).isZero();
        }
        keep(server.accept().orElseThrow());
        keep(server.accept().orElseThrow());
        keep(packets.accept().orElseThrow());
        QueuePass pass = sockets.queues();
        Map<ListenerAddress, Long> active = sockets.unixActive(pass);
        assertThat(active).hasSize(2);
        pass.unix()
                .forEach(at ->
                        assertThat(active.get(ListenerAddress.of(at)))
                                .isEqualTo(3 - at.acceptQueue().depth()));
        var all = sockets.unix();
        assertThat(all.sockets()).filteredOn(UnixSocket.Plain.class::isInstance).hasSize(3 + 6);
        assertThat(all.sockets())
                .extracting(UnixSocket::name)
                .contains(UnixName.ofPath(path), UnixName.ofAbstract("a"));
    }

    @Test
    void aNamespaceThatHasLostItsNameStillAnswers() throws IOException {
        listen("127.0.0.1", 6000);
        connect("127.0.0.1", 6000);
        namespace.unname();
        QueuePass pass = sockets.queues();
        assertThat(pass.tcp()).hasSize(1);
        assertThat(sockets.census(pass, 3).sockets()).isEqualTo(3);
        assertThat(catchThrowable(() -> SockDiag.openIn(namespace.file())))
                .hasMessageContaining("ENOENT");
    }

    @Test
    void aConnectionUnderWayIsInTheStates() throws IOException {
        keep(QueuesIT.listener(namespace, "127.0.0.1", 6000, 1));
        connect("127.0.0.1", 6000);
        connect("127.0.0.1", 6000);
        PlainSocket late = keep(QueuesIT.tcp(namespace, Libc.AF_INET));
        assertThat(late.connect(Sockaddr.inet("127.0.0.1", 6000))).isEqualTo(Errno.EINPROGRESS);
        assertThat(sockets.states(sockets.queues()).states()).containsEntry(TcpState.SYN_SENT, 1L);
    }

    private static ListenerAddress at(String host, int port) {
        return new ListenerAddress.Inet(
                Transport.TCP, new Endpoint(IpAddress.parse(host).orElseThrow(), port), 0);
    }
}
