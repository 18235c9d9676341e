package dev.raingauge.sockdiag.wire;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.TestNamespace;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.IpAddress.Version;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpSocket.Connection;
import dev.raingauge.sockdiag.model.TcpSocket.Listener;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.sys.NetlinkSocket;
import dev.raingauge.sockdiag.wire.KernelBytecode.Entry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions and answers with the kernel that runs here, in a namespace of their own. */
class WireIT {
    private static final int[] PORTS = {2080, 2443, 2444};
    private static final int ENOENT = 2;
    private static final int EINVAL = 22;
    private static final int MOST_DATAGRAMS = 1000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestNamespace namespace;
    private NetlinkSocket netlink;
    private int sequence = 100;

    /** What was answered: sockets, or the error that stands instead. */
    private record Answer<T>(List<T> sockets, int errno) {}

    /** Every kind of address, in few ports: IPv4, mapped and IPv6 connections. */
    @BeforeEach
    void makeSockets() throws IOException {
        namespace = new TestNamespace();
        open.add(namespace);
        int descriptor = namespace.in(NetlinkSocket::newDescriptor);
        netlink = new NetlinkSocket(descriptor);
        open.add(netlink);
        listen("127.0.0.1", PORTS[0]);
        listen("::", PORTS[1]);
        listen("::1", PORTS[2]);
        for (int i = 0; i < 3; i++) {
            connect("127.0.0.1", PORTS[0]);
            connect("127.0.0.1", PORTS[1]);
            connect("127.0.0.2", PORTS[1]);
            connect("::1", PORTS[1]);
            connect("::1", PORTS[2]);
        }
    }

    /** Java's own sockets are IPv6 even for IPv4 addresses, unless the family is named. */
    private static ProtocolFamily family(String host) {
        return host.equals("127.0.0.1")
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }

    private void listen(String host, int port) throws IOException {
        open.add(
                namespace.in(() ->
                        ServerSocketChannel.open(family(host))
                                .bind(new InetSocketAddress(host, port), 50)));
    }

    private void connect(String host, int port) throws IOException {
        open.add(
                namespace.in(() -> {
                    var channel = SocketChannel.open(family(host));
                    channel.connect(new InetSocketAddress(host, port));
                    return channel;
                }));
    }

    @AfterEach
    void closeSockets() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void oneOldQuestionShowsWhatTwoNewOnesShow() throws IOException {
        List<TcpSocket> together = legacy(TcpQuery.all()).sockets();
        assertThat(cookies(together))
                .isEqualTo(cookies(perFamily(TcpQuery.all())))
                .hasSize(3 + 2 * 15);
        assertThat(together).hasSize(3 + 2 * 15);
    }

    /** The kernel judges as the filter's definition says, whatever the filter. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theKernelJudgesAsTheDefinitionSays(long seed) throws IOException {
        List<TcpSocket> all = legacy(TcpQuery.all()).sockets();
        var random = new Random(seed);
        int shown = 0;
        for (int run = 0; run < 200; run++) {
            Filter filter = known(Filters.random(random, 3), all, random);
            Answer<TcpSocket> answer = legacy(TcpQuery.all().matching(filter));
            assertThat(answer.errno()).as("seed %d, run %d: %s", seed, run, filter).isZero();
            List<TcpSocket> wanted =
                    all.stream().filter(one -> Filters.holds(filter, entry(one))).toList();
            assertThat(cookies(answer.sockets()))
                    .as("seed %d, run %d: %s", seed, run, filter)
                    .isEqualTo(cookies(wanted));
            shown += wanted.size();
        }
        assertThat(shown).as("sockets shown in 200 dumps").isBetween(200, 200 * all.size() - 200);
    }

    @Test
    void theKernelTakesTheLongestProgram() throws IOException {
        int most = FilterCompiler.MOST_BYTES / InetDiagBcOp.SIZE;
        var chain = new Filter.And(Collections.nCopies(most, new Filter.AutoBound()));
        assertThat(FilterCompiler.compile(chain)).hasSize(FilterCompiler.MOST_BYTES);
        Answer<TcpSocket> answer = legacy(TcpQuery.of(TcpState.ESTABLISHED).matching(chain));
        assertThat(answer.errno()).isZero();
        assertThat(answer.sockets()).as("both ends").hasSize(30);
    }

    /** Accepted connections are not bound either: they lose the lock of their listener. */
    @Test
    void onlyWhatWasBoundIsNotAutoBound() throws IOException {
        List<TcpSocket> bound =
                perFamily(TcpQuery.all().matching(new Filter.Not(new Filter.AutoBound())));
        assertThat(bound)
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.state()).isEqualTo(TcpState.LISTEN));
    }

    @Test
    void aSourcePortIsComparedBeforeAnythingElse() throws IOException {
        List<TcpSocket> there = legacy(TcpQuery.all().atSourcePort(PORTS[1])).sockets();
        assertThat(there)
                .hasSize(1 + 9)
                .allSatisfy(one -> assertThat(one.local().port()).isEqualTo(PORTS[1]));
    }

    @Test
    void theOldQuestionBringsDetailsToo() throws IOException {
        TcpQuery query =
                TcpQuery.of(TcpState.LISTEN, TcpState.ESTABLISHED)
                        .with(TcpQuery.Detail.MEMORY)
                        .with(TcpQuery.Detail.INFO);
        for (TcpSocket socket : legacy(query).sockets()) {
            switch (socket) {
                case Listener listener -> assertThat(listener.drops()).isPresent();
                case Connection connection ->
                        assertThat(connection.info().orElseThrow().sinceLastDataSent()).isPresent();
                case TcpSocket.HalfOpen _, TcpSocket.TimeWait _ ->
                        throw new AssertionError("not asked for: " + socket);
            }
        }
    }

    @Test
    void mptcpIsAnsweredOrRefusedButNotMistakenForTcp() throws IOException {
        TcpQuery query = TcpQuery.all().over(Transport.MPTCP);
        Answer<TcpSocket> answer = tcp(Requests.tcp(query, Version.V4), Transport.MPTCP);
        assertThat(answer.errno()).isIn(0, ENOENT);
        assertThat(answer.sockets()).as("nobody speaks MPTCP here").isEmpty();
    }

    /** What the kernel does with a program that breaks its rules, so that ours matter. */
    @Test
    void theKernelRefusesAJumpBackwards() throws IOException {
        byte[] question = Requests.legacyTcp(TcpQuery.all().matching(new Filter.Or(List.of())));
        question[question.length - 2] = 0; // the jump goes nowhere
        assertThat(tcp(question, Transport.TCP).errno()).isEqualTo(EINVAL);
    }

    @Test
    void unixSocketsOfThisHostAreRead() throws IOException {
        var all = new ArrayList<UnixSocket>();
        assertThat(ask(Requests.unixAll(), new UnixRecordReader(all::add))).isZero();
        var listeners = new ArrayList<UnixSocket>();
        assertThat(ask(Requests.unixListeners(), new UnixRecordReader(listeners::add))).isZero();
        assertThat(listeners)
                .allSatisfy(one -> assertThat(one).isInstanceOf(UnixSocket.Listener.class));
        assertThat(all.stream().filter(UnixSocket.Listener.class::isInstance).count())
                .isEqualTo(listeners.size());
    }

    /** The number of one answer does not fit the next question: what is left over is skipped. */
    @Test
    void anAnswerThatWasGivenUpIsSkipped() throws IOException {
        byte[] question = Requests.legacyTcp(TcpQuery.all());
        Requests.number(question, ++sequence);
        netlink.send(question); // and its answer is never read
        var sockets = new ArrayList<TcpSocket>();
        byte[] next = Requests.tcp(TcpQuery.of(TcpState.LISTEN), Version.V6);
        var reader =
                new DumpReader(
                        new TcpRecordReader(Transport.TCP, one -> sockets.add(one.toSocket())));
        reader.begin(++sequence);
        assertThat(reader.accept(netlink.receive())).isFalse();
        assertThat(sockets).isEmpty();
        drain();
        assertThat(tcp(next, Transport.TCP).sockets()).hasSize(2);
    }

    private void drain() throws IOException {
        var reader = new DumpReader(new TcpRecordReader(Transport.TCP, one -> {}));
        reader.begin(sequence - 1);
        int datagrams = 0;
        while (!reader.accept(netlink.receive())) {
            assertThat(++datagrams).isLessThan(MOST_DATAGRAMS);
        }
    }

    private Answer<TcpSocket> legacy(TcpQuery query) throws IOException {
        return tcp(Requests.legacyTcp(query), query.transport());
    }

    private List<TcpSocket> perFamily(TcpQuery query) throws IOException {
        var sockets = new ArrayList<TcpSocket>();
        for (Version version : Version.values()) {
            sockets.addAll(tcp(Requests.tcp(query, version), query.transport()).sockets());
        }
        return sockets;
    }

    private Answer<TcpSocket> tcp(byte[] question, Transport transport) throws IOException {
        var sockets = new ArrayList<TcpSocket>();
        int errno =
                ask(question, new TcpRecordReader(transport, one -> sockets.add(one.toSocket())));
        return new Answer<>(sockets, errno);
    }

    private int ask(byte[] question, RecordReader records) throws IOException {
        Requests.number(question, ++sequence);
        var reader = new DumpReader(records);
        reader.begin(sequence);
        netlink.send(question);
        int datagrams = 0;
        while (!reader.accept(netlink.receive())) {
            assertThat(++datagrams).isLessThan(MOST_DATAGRAMS);
        }
        return reader.errno();
    }

    /**
     * The filter in terms of sockets that are here: its ports and addresses are often theirs, its
     * cgroup is, and marks are left out, which a dump shows only to the privileged.
     */
    private static Filter known(Filter filter, List<TcpSocket> all, Random random) {
        TcpSocket some = all.get(random.nextInt(all.size()));
        return switch (filter) {
            case Filter.And(var parts) ->
                    new Filter.And(parts.stream().map(part -> known(part, all, random)).toList());
            case Filter.Or(var parts) ->
                    new Filter.Or(parts.stream().map(part -> known(part, all, random)).toList());
            case Filter.Not(var part) -> new Filter.Not(known(part, all, random));
            case Filter.Port(var end, int low, int high) -> {
                int port =
                        end == Filter.End.LOCAL
                                ? entry(some).localPort()
                                : entry(some).remotePort();
                yield new Filter.Port(
                        end, Math.max(0, port - low % 1000), Math.min(65_535, port + high % 1000));
            }
            case Filter.Address(var end, var prefix, int bits) -> {
                IpAddress address = random.nextBoolean() ? prefix : entry(some).remote();
                int most = address.version() == Version.V4 ? 32 : 128;
                yield new Filter.Address(end, address, Math.min(bits, most));
            }
            case Filter.Interface(int index) -> new Filter.Interface(index);
            case Filter.Cgroup _ ->
                    new Filter.Cgroup(identity(some).cgroupId().orElse(1) + random.nextInt(2));
            case Filter.Mark _, Filter.AutoBound _ -> new Filter.Interface(0);
        };
    }

    private static Entry entry(TcpSocket socket) {
        var identity = identity(socket);
        return switch (socket) {
            case Listener one ->
                    new Entry(
                            one.local().address(),
                            one.local().port(),
                            one.local().address().version() == Version.V4
                                    ? IpAddress.ANY_V4
                                    : IpAddress.ANY_V6,
                            0,
                            one.interfaceIndex(),
                            0,
                            identity.cgroupId().orElse(0),
                            false);
            case Connection one ->
                    new Entry(
                            one.local().address(),
                            one.local().port(),
                            one.remote().address(),
                            one.remote().port(),
                            one.interfaceIndex(),
                            0,
                            identity.cgroupId().orElse(0),
                            false);
            case TcpSocket.HalfOpen _, TcpSocket.TimeWait _ ->
                    throw new AssertionError("none is here: " + socket);
        };
    }

    private static SocketIdentity identity(TcpSocket socket) {
        return switch (socket) {
            case Listener one -> one.identity();
            case Connection one -> one.identity();
            case TcpSocket.HalfOpen _, TcpSocket.TimeWait _ ->
                    throw new AssertionError("none is here: " + socket);
        };
    }

    private static Set<Long> cookies(List<TcpSocket> sockets) {
        return sockets.stream()
                .map(one -> identity(one).cookie().orElseThrow())
                .collect(toCollection(TreeSet::new));
    }
}
