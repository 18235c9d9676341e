package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command against real listeners in a namespace of our own. */
class ProbeIT {
    private final List<AutoCloseable> open = new ArrayList<>();
    private Lab lab;
    private LabNamespace namespace;

    @BeforeEach
    void makeANamespace() throws IOException {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = opened(Lab.open());
        namespace = lab.namespace("probe");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void acceptedAndQuiet() throws Exception {
        ServerSocket server = listen(9);
        accepting(server, 0, false);
        Ran ran = json(target(server));
        assertThat(ran.exitCode()).isZero();
        assertThat(result(ran)).isEqualTo("connected");
        assertThat(ran.at("rounds", 0, "attempts", 0, "acceptance")).isEqualTo("accepted");
        assertThat(ran.at("rounds", 0, "attempts", 0, "peer")).isEqualTo("quiet");
        assertThat(ran.number("rounds", 0, "attempts", 0, "synRetransmits")).isZero();
        assertThat(ran.number("statistics", "connected")).isEqualTo(1);
    }

    @Test
    void notAcceptedThenNoRoom() throws Exception {
        ServerSocket server = listen(1);
        for (int i = 0; i < 2; i++) {
            Ran waits = json(target(server), "--timeout=300ms");
            assertThat(waits.exitCode()).isZero();
            assertThat(waits.at("rounds", 0, "attempts", 0, "acceptance")).isEqualTo("waiting");
            // the probe has gone, and its connection keeps its place until it is accepted
        }
        Ran full = json(target(server), "--timeout=1500ms");
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(result(full)).isEqualTo("timed_out");
        assertThat(full.number("rounds", 0, "attempts", 0, "synRetransmits")).isPositive();
        assertThat(full.at("rounds", 0, "attempts", 0, "listener", "acceptQueueAfter", "full"))
                .isEqualTo(true);
        assertThat(full.number("rounds", 0, "attempts", 0, "listener", "dropsAfter"))
                .isGreaterThan(full.number("rounds", 0, "attempts", 0, "listener", "dropsBefore"));
        assertThat(explanation(full)).contains("accept queue is full", "java[", "(FULL)");
        assertThat(namespace.run("ss", "-ltnH").strip().split(" +", -1)[1])
                .as("depth, as ss has it")
                .isEqualTo(
                        full.at(
                                "rounds",
                                0,
                                "attempts",
                                0,
                                "listener",
                                "acceptQueueAfter",
                                "depth"));
    }

    @Test
    void aQueueThatFreesUpShowsAsARepeatedSyn() throws Exception {
        ServerSocket server = listen(1);
        connect(server);
        connect(server);
        accepting(server, 1_200, false);
        Ran ran = json(target(server), "--timeout=10s");
        assertThat(result(ran)).isEqualTo("connected");
        assertThat(ran.number("rounds", 0, "attempts", 0, "connectSeconds")).isBetween(0.95, 9.0);
        double repeated = ran.number("rounds", 0, "attempts", 0, "synRetransmits");
        assertThat(repeated).isBetween(1.0, 6.0);
        assertThat(explanation(ran))
                .contains("Our SYN was sent " + (int) (repeated + 1) + " times");
        String sent = namespace.run("nstat", "-asz", "TcpExtTCPSynRetrans");
        assertThat(sent).containsPattern("TcpExtTCPSynRetrans +" + (int) repeated + " ");
    }

    @Test
    void refusedAndListenedOnElsewhere() throws Exception {
        ServerSocket server = listen(1);
        Ran ran = json("127.0.0.2:" + server.getLocalPort());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(result(ran)).isEqualTo("refused");
        assertThat(explanation(ran)).contains("nobody listens", ":" + server.getLocalPort());
    }

    @Test
    void severalAddressesOfANameAreTriedInOrder() throws Exception {
        ServerSocket server = opened(namespace.call(() -> bound("::1", 3)));
        Ran ran = run("localhost:" + server.getLocalPort(), "--timeout=300ms");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .containsSubsequence("127.0.0.1:", ": refused", "[::1]:", ": connected");
    }

    @Test
    void noRouteNoHostAndNoAnswerAreTold() throws Exception {
        assertThat(result(json("10.1.2.3:80"))).isEqualTo("network_unreachable");
        namespace.peer();
        Ran noHost = json("10.99.0.77:80", "--timeout=10s");
        assertThat(result(noHost)).isEqualTo("host_unreachable");
        Ran silent = json("198.18.0.1:80", "--timeout=1300ms");
        assertThat(result(silent)).isEqualTo("timed_out");
        assertThat(silent.number("rounds", 0, "attempts", 0, "synRetransmits")).isEqualTo(1);
        assertThat(explanation(silent)).contains("sent 2 times", "cannot be told apart");
        assertThat(silent.at("rounds", 0, "attempts", 0, "ownAddress")).isEqualTo(false);
    }

    @Test
    void aResetRightAfterTheHandshake() throws Exception {
        ServerSocket server = listen(5);
        accepting(server, 0, true);
        Ran ran = json(target(server));
        assertThat(result(ran)).isEqualTo("reset");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void abortOnOverflowResetsWhoeverAcknowledgesTooLate() throws Exception {
        LabNamespace peer = namespace.peer();
        namespace.sysctl("net.ipv4.tcp_abort_on_overflow", "1");
        ServerSocket server = opened(namespace.call(() -> bound(LabNamespace.ADDRESS, 1)));
        namespace.muffle(); // its SYN-ACK is lost, so the last ACK comes after the queue is full
        var probing =
                CompletableFuture.supplyAsync(() ->
                        Ran.run(
                                "probe",
                                "--json",
                                "--timeout=10s",
                                "--namespace=" + peer.name(),
                                LabNamespace.ADDRESS + ":" + server.getLocalPort()));
        for (int i = 0; namespace.run("ss", "-tnH", "state", "syn-recv").isBlank(); i++) {
            assertThat(i).as("tries until the SYN is there").isLessThan(500);
            Thread.sleep(10);
        }
        connect(server);
        connect(server);
        namespace.unmuffle();
        Ran ran = probing.get(30, TimeUnit.SECONDS);
        assertThat(result(ran)).isEqualTo("reset");
        assertThat(explanation(ran)).contains("tcp_abort_on_overflow");
        assertThat(ran.at("rounds", 0, "attempts", 0, "ownAddress")).isEqualTo(false);
    }

    @Test
    void unixSocketsInEveryCondition(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("u.sock");
        assertThat(result(json(path.toString()))).isEqualTo("no_such_socket");
        ServerSocketChannel server =
                opened(
                        namespace.call(() -> {
                            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                            channel.bind(UnixDomainSocketAddress.of(path), 1);
                            return channel;
                        }));
        Ran waits = json(path.toString(), "--timeout=100ms");
        assertThat(waits.at("rounds", 0, "attempts", 0, "acceptance")).isEqualTo("waiting");
        opened(SocketChannel.open(UnixDomainSocketAddress.of(path))); // the probe's place is taken
        Ran full = json(path.toString());
        assertThat(result(full)).isEqualTo("queue_full");
        assertThat(full.at("rounds", 0, "attempts", 0, "error")).isEqualTo("EAGAIN");
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(explanation(full)).contains("queue is full", "(FULL)");
        server.close();
        assertThat(explanation(json(path.toString()))).contains("nobody listens on it");
        Path plain = Files.writeString(directory.resolve("plain"), "x");
        assertThat(explanation(json(plain.toString()))).isEqualTo("The file is no socket.");
        assertThat(explanation(json("@rg-probe-nobody"))).contains("Nobody listens");
    }

    @Test
    void aUnixSocketThatAcceptsIsAccepted(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("a.sock");
        var server = opened(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        server.bind(UnixDomainSocketAddress.of(path), 5);
        thread(() -> {
            for (int i = 0; i < 100; i++) {
                opened(server.accept());
            }
        });
        Ran ran = Ran.run("probe", "--json", path.toString());
        assertThat(ran.at("rounds", 0, "attempts", 0, "acceptance")).isEqualTo("accepted");
    }

    @Test
    void manyAreSummedUp() throws Exception {
        ServerSocket server = listen(9);
        accepting(server, 0, false);
        Ran ran = run(target(server), "--count=5", "--interval=100ms");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("5  127.0.0.1:", "5 tried, 5 connected, 0 not")
                .containsPattern("connect: min .* median .* 95% .* 99% .* max ");
        assertThat(Arrays.asList(ran.out().split("\n", -1)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void noLocalPortIsLeft() throws Exception {
        ServerSocket server = listen(99);
        namespace.sysctl("net.ipv4.ip_local_port_range", "40000 40003");
        for (int i = 0; i < 4; i++) {
            connect(server);
        }
        Ran ran = json(target(server));
        assertThat(result(ran)).isEqualTo("no_local_port");
        assertThat(ran.at("rounds", 0, "attempts", 0, "error")).isEqualTo("EADDRNOTAVAIL");
        assertThat(ran.at("rounds", 0, "attempts", 0, "acceptedSeconds"))
                .isEqualTo(Optional.empty());
    }

    private Ran json(String target, String... options) {
        var all = new ArrayList<>(List.of(options));
        all.add("--json");
        return run(target, all.toArray(String[]::new));
    }

    private Ran run(String target, String... options) {
        var all = new ArrayList<>(List.of("probe", "--namespace=" + namespace.name(), target));
        all.addAll(List.of(options));
        return Ran.run(all.toArray(String[]::new));
    }

    private static Object result(Ran ran) {
        assertThat(ran.err()).isEmpty();
        return ran.at("rounds", 0, "attempts", 0, "result");
    }

    private static String explanation(Ran ran) {
        return ran.at("rounds", 0, "attempts", 0, "explanation").toString();
    }

    private static ServerSocket bound(String address, int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.ofLiteral(address));
    }

    private static String target(ServerSocket server) {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private ServerSocket listen(int backlog) throws IOException {
        return opened(namespace.call(() -> bound("127.0.0.1", backlog)));
    }

    private void accepting(ServerSocket server, int afterMillis, boolean resetting) {
        thread(() -> {
            Thread.sleep(afterMillis);
            for (int i = 0; i < 100; i++) {
                Socket one = server.accept();
                if (resetting) {
                    one.setSoLinger(true, 0);
                    one.close();
                } else {
                    opened(one);
                }
            }
        });
    }

    /** What a server does until it is closed. */
    @FunctionalInterface
    private interface Serving {
        void run() throws IOException, InterruptedException;
    }

    private static void thread(Serving serving) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        serving.run();
                    } catch (IOException closed) {
                        // the end of the test
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void connect(ServerSocket server) throws IOException {
        opened(
                namespace.call(() -> {
                    SocketChannel client = SocketChannel.open();
                    client.configureBlocking(false);
                    client.connect(
                            new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
                    return client;
                }));
    }

    private synchronized <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }
}
