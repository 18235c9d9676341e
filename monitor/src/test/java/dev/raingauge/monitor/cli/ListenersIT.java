package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command against real listeners in a namespace of our own. */
class ListenersIT {
    private final List<AutoCloseable> open = new ArrayList<>();
    private Lab lab;
    private LabNamespace namespace;
    private ServerSocket overflowing;
    private int port;

    @BeforeEach
    void overflowAListener() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = opened(Lab.open());
        namespace = lab.namespace("cli");
        overflowing =
                opened(
                        namespace.call(
                                () -> new ServerSocket(0, 2, InetAddress.getLoopbackAddress())));
        port = overflowing.getLocalPort();
        connect();
        opened(overflowing.accept());
        for (int i = 0; i < 5; i++) {
            connect(); // three fit, the SYNs of two are dropped
        }
        Thread.sleep(50);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void showsWhatSsShowsAndMore() throws IOException {
        Ran ran = Ran.run("listeners", "--json", "--namespace=" + namespace.name());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat((List<?>) ran.at("listeners")).hasSize(1);
        assertThat(ran.at("listeners", 0, "address")).isEqualTo("[::ffff:127.0.0.1]:" + port);
        assertThat(ran.at("listeners", 0, "namespace"))
                .isEqualTo(Map.of("id", Long.toString(namespace.id()), "name", namespace.name()));
        assertThat(ran.at("listeners", 0, "acceptQueue"))
                .isEqualTo(Map.of("depth", "3", "limit", "2", "full", true));
        assertThat(ran.at("listeners", 0, "connections"))
                .isEqualTo(Map.of("active", "1", "waiting", "3", "closeWait", "0"));
        assertThat(ran.number("listeners", 0, "drops")).isGreaterThanOrEqualTo(2);
        assertThat(ran.number("listeners", 0, "longestWaitSeconds")).isBetween(0.04, 60.0);
        assertThat(ran.number("listeners", 0, "sockets", 0, "processes", 0, "pid"))
                .isEqualTo((double) ProcessHandle.current().pid());

        String[] ss = namespace.run("ss", "-ltnH").strip().split(" +", -1);
        assertThat(List.of(ss).subList(0, 4))
                .containsExactly("LISTEN", "3", "2", "[::ffff:127.0.0.1]:" + port);
    }

    @Test
    void theTableSaysFull() {
        Ran ran = Ran.run("listeners", "--namespace=" + namespace.name());
        assertThat(ran.out())
                .contains(
                        "1 listener, 1 FULL",
                        "██FULL██",
                        "3/2",
                        "[::ffff:127.0.0.1]:" + port,
                        "java[");
    }

    @Test
    void allNamespacesHoldThisOneToo() {
        Ran ran = Ran.run("listeners", "--namespace=all");
        assertThat(ran.out())
                .contains("namespace " + namespace.name(), "[::ffff:127.0.0.1]:" + port);
    }

    @Test
    void theOverviewKnowsThatAQueueIsFullNextDoor() {
        assertThat(Ran.run().out()).containsPattern("other namespaces? on this host: .* FULL");
    }

    @Test
    void aTargetThatNobodyListensOnIsNamedAndTheOthersAreShown() {
        String own = "--namespace=" + namespace.name();
        Ran both = Ran.run("listeners", own, "[::ffff:127.0.0.1]:" + port, "127.0.0.1:1");
        assertThat(both.err()).isEqualTo("raingauge listeners: nobody listens on 127.0.0.1:1\n");
        assertThat(both.out()).contains("[::ffff:127.0.0.1]:" + port);
        assertThat(both.exitCode()).isEqualTo(1);
        assertThat(Ran.run("listeners", own, ":" + port).exitCode()).isZero();
        assertThat(Ran.run("listeners", own, "@nobody").exitCode()).isEqualTo(1);
    }

    @Test
    void unixListenersHaveQueuesToo(@TempDir Path directory) throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("u.sock"));
        ServerSocketChannel server =
                opened(
                        namespace.call(() -> {
                            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                            channel.bind(address, 1);
                            return channel;
                        }));
        opened(namespace.call(() -> SocketChannel.open(address)));
        opened(server.accept());
        opened(namespace.call(() -> SocketChannel.open(address)));
        opened(namespace.call(() -> SocketChannel.open(address)));
        Ran ran =
                Ran.run(
                        "listeners",
                        "--json",
                        "--namespace=" + namespace.name(),
                        address.getPath().toString());
        assertThat(ran.at("listeners", 0, "acceptQueue"))
                .isEqualTo(Map.of("depth", "2", "limit", "1", "full", true));
        assertThat(ran.number("listeners", 0, "connections", "active")).isEqualTo(1);
        assertThat(ran.number("listeners", 0, "connections", "waiting")).isEqualTo(2);
        assertThat(ran.at("listeners", 0, "drops")).isEqualTo(Optional.empty());
        assertThat(ran.at("listeners", 0, "synQueue")).isEqualTo(Optional.empty());
    }

    @Test
    void withoutNetlinkDepthsComeFromProcAndLimitsAreUnknown() throws Exception {
        Process resident = new ProcessBuilder(namespace.inside("sleep", "60")).start();
        open.add(resident::destroy);
        Thread.sleep(100);
        Ran ran = Ran.run("listeners", "--json", "--no-netlink", "--namespace=" + namespace.name());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.at("source")).isEqualTo("procfs");
        assertThat(ran.at("gaps").toString()).contains("--no-netlink");
        assertThat(ran.number("listeners", 0, "acceptQueue", "depth")).isEqualTo(3);
        assertThat(ran.at("listeners", 0, "acceptQueue", "limit")).isEqualTo(Optional.empty());
        assertThat(ran.at("listeners", 0, "acceptQueue", "full")).isEqualTo(Optional.empty());
        assertThat(ran.at("listeners", 0, "drops")).isEqualTo(Optional.empty());
        assertThat(ran.at("listeners", 0, "longestWaitSeconds")).isEqualTo(Optional.empty());
        assertThat(ran.number("listeners", 0, "connections", "active")).isEqualTo(1);
    }

    @Test
    void aWatchWritesOneDocumentALine() throws Exception {
        var lines = new ArrayList<String>();
        var around =
                new Surroundings(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("a document comes in one piece");
                            }

                            @Override
                            public void write(byte[] document) throws IOException {
                                lines.add(new String(document, StandardCharsets.UTF_8));
                                if (lines.size() == 3) {
                                    throw new IOException("Broken pipe");
                                }
                            }
                        },
                        OutputStream.nullOutputStream(),
                        Map.of(),
                        new Screen(false, true, false, Map.of()),
                        InstantSource.system());
        String own = "--namespace=" + namespace.name();
        assertThat(Main.run(around, "listeners", "--json", "--watch=50ms", own)).isZero();
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(
                        line -> assertThat(line).startsWith("{").endsWith("}\n").hasLineCount(1));
    }

    @Test
    void limitsSayWhoSetTheLimit() {
        Ran ran = Ran.run("limits", "--json", "--namespace=" + namespace.name());
        assertThat(ran.number("listeners", 0, "limit")).isEqualTo(2);
        assertThat(ran.at("listeners", 0, "boundBy")).isEqualTo("application");
        assertThat(ran.number("processes", 0, "pid"))
                .isEqualTo((double) ProcessHandle.current().pid());
        assertThat(ran.number("processes", 0, "openDescriptors")).isGreaterThan(3);
    }

    private void connect() throws IOException {
        opened(
                namespace.call(() -> {
                    SocketChannel client = SocketChannel.open();
                    client.configureBlocking(false);
                    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    return client;
                }));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }
}
