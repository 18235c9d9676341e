package dev.raingauge.micrometer;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real listeners of this test's own process, on loopback. */
class ListenerMetricsIT {
    /** The JVM binds IPv4 addresses on IPv6 sockets; the kernel shows it so. */
    private static final String LOOPBACK = "[::ffff:127.0.0.1]:";

    private static final Duration SOON = Duration.ofSeconds(20);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ListenerMetrics metrics =
            new ListenerMetrics(Tags.of("application", "shop"), Duration.ofMillis(50));
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        metrics.close();
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void showsTheQueueTheLimitTheWaitAndTheDrops() throws Exception {
        ServerSocket server = listen(2);
        String address = LOOPBACK + server.getLocalPort();
        metrics.bindTo(registry);
        for (int i = 0; i < 3; i++) {
            connect(server); // a backlog of 2 holds three
        }
        until("three wait", () -> gauge("accept.queue", address) == 3);
        until("the limit is known", () -> gauge("accept.queue.limit", address) == 2);
        connectInVain(server);
        until("a drop is counted", () -> drops(address) > 0);
        until("a wait is measured", () -> longestWait(address) > 0.9);
        until("the fullest look was full", () -> fullest(address) == 1);

        Socket accepted = server.accept();
        open.add(accepted);
        until("one is active", () -> gauge("connections", address, "state", "active") == 1);
        assertThat(metrics.gaps()).isEmpty();
        assertThat(of("accept.queue", address).tag("application", "shop").meters()).hasSize(1);
    }

    @Test
    void metersGoWithTheirListener() throws Exception {
        ServerSocket server = listen(5);
        String address = LOOPBACK + server.getLocalPort();
        metrics.bindTo(registry);
        until("it is there", () -> !of("accept.queue", address).meters().isEmpty());
        server.close();
        until("it has gone", () -> all(address).isEmpty());
    }

    @Test
    void othersListenersAreNotOurs() throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-m",
                                "jdk.httpserver",
                                "-b",
                                "127.0.0.1",
                                "-p",
                                "0")
                        .redirectErrorStream(true)
                        .start();
        try {
            String port = "";
            try (var lines = other.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("URL ")) {
                        port = line.replaceAll(".*:(\\d+)/.*", "$1");
                        break;
                    }
                }
                assertThat(port).as("the other process listens").isNotEmpty();
                ServerSocket own = listen(5);
                metrics.bindTo(registry);
                String ours = LOOPBACK + own.getLocalPort();
                until("ours is there", () -> !of("accept.queue", ours).meters().isEmpty());
                assertThat(all(LOOPBACK + port)).isEmpty();
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void knowsUnixListenersToo(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("shop.sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(server);
        server.bind(UnixDomainSocketAddress.of(path), 4);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
        open.add(client);
        metrics.bindTo(registry);
        until("one waits", () -> gauge("accept.queue", path.toString()) == 1);
        until("the limit is known", () -> gauge("accept.queue.limit", path.toString()) == 4);
        assertThat(all(path.toString()))
                .as("no drops: the kernel counts none for UNIX listeners")
                .noneMatch(meter -> meter.getId().getName().endsWith("drops"));
    }

    @Test
    void theExampleOfTheDocumentationRuns() throws Exception {
        ServerSocket server = listen(9);
        var prometheus = Example.registry();
        String line =
                "raingauge_listener_accept_queue_limit{address=\"[::ffff:127.0.0.1]:%d\",protocol=\"tcp\"} 9.0"
                        .formatted(server.getLocalPort());
        until("the scrape has it", () -> prometheus.scrape().contains(line));
        Path root = Path.of(System.getProperty("raingauge.root", ".."));
        assertThat(Files.readString(root.resolve("docs/micrometer.md"))).contains(example(root));
    }

    private static String example(Path root) throws IOException {
        List<String> lines =
                Files.readAllLines(
                        root.resolve(
                                "micrometer/src/test/java/dev/raingauge/micrometer/Example.java"));
        int from = lines.indexOf("    // example");
        int to = lines.indexOf("    // end");
        return lines.subList(from + 1, to).stream()
                .map(line -> line.substring(4))
                .collect(joining("\n"));
    }

    private ServerSocket listen(int backlog) throws IOException {
        var server = new ServerSocket();
        open.add(server);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backlog);
        return server;
    }

    private void connect(ServerSocket server) throws IOException {
        open.add(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    }

    /** A SYN to a full queue: nobody answers. */
    private void connectInVain(ServerSocket server) throws IOException {
        SocketChannel client = SocketChannel.open();
        open.add(client);
        client.configureBlocking(false);
        boolean connected = client.connect(server.getLocalSocketAddress());
        assertThat(connected).isFalse();
    }

    private Search of(String name, String address, String... tags) {
        return Search.in(registry)
                .name("raingauge.listener." + name)
                .tags("address", address)
                .tags(tags);
    }

    private List<Meter> all(String address) {
        return registry.getMeters().stream()
                .filter(meter -> address.equals(meter.getId().getTag("address")))
                .toList();
    }

    private double gauge(String name, String address, String... tags) {
        var gauge = of(name, address, tags).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    private double drops(String address) {
        var counter = of("drops", address).functionCounter();
        return counter == null ? Double.NaN : counter.count();
    }

    private double longestWait(String address) {
        var timer = of("accept.wait", address).timer();
        return timer == null ? Double.NaN : timer.max(java.util.concurrent.TimeUnit.SECONDS);
    }

    private double fullest(String address) {
        var summary = of("accept.queue.utilization", address).summary();
        return summary == null ? Double.NaN : summary.max();
    }

    private static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
