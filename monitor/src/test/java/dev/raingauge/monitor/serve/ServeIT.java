package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole server, in a namespace of its own, against the real kernel. */
class ServeIT {
    private static final Pattern NOT_COMPARED =
            Pattern.compile("_queued_bytes|_alloc|_mem|_orphan|_sockets_used|TCP_tw|time_wait");
    private static final Pattern GAUGES = Pattern.compile("sockstat|states|CurrEstab");
    private static final int ASKING = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Lab lab;
    private static LabNamespace home;
    private static LabNamespace elsewhere;
    private static Program program;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = Lab.open();
        home = lab.namespace("serve");
        elsewhere = lab.namespace("watched");
        program =
                Program.start(
                        inside(
                                home,
                                Program.raingauge("serve", "--listen=127.0.0.1:0", "--data=none")));
        http = new Http(home, port(program));
        eventually("ready", () -> http.get("/-/ready").status() == 200);
    }

    @AfterAll
    static void end() {
        if (program != null) {
            program.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest(name = "{0} {1} is answered with {2}")
    @CsvSource({
        "GET, /, 200, text/html; charset=utf-8",
        "GET, /metrics, 200, text/plain; version=0.0.4; charset=utf-8",
        "GET, /api/listeners, 200, application/json",
        "GET, /api/findings, 200, application/json",
        "GET, /api/findings?namespace=nobody, 404, text/plain; charset=utf-8",
        "GET, /api/summary, 200, application/json",
        "GET, /api/counters?namespace=all, 200, application/json",
        "GET, /api/counters?namespace=nobody, 404, text/plain; charset=utf-8",
        "GET, /api/limits, 200, application/json",
        "GET, /api/limits?namespace=nobody, 404, text/plain; charset=utf-8",
        "GET, /api/stream?namespace=nobody, 404, text/plain; charset=utf-8",
        "GET, /-/healthy, 200, text/plain; charset=utf-8",
        "HEAD, /metrics, 200, text/plain; version=0.0.4; charset=utf-8",
        "GET, /metrics/, 404, text/plain; charset=utf-8",
        "GET, /metricsx, 404, text/plain; charset=utf-8",
        "GET, /api, 404, text/plain; charset=utf-8",
        "POST, /metrics, 405, text/plain; charset=utf-8",
        "DELETE, /, 405, text/plain; charset=utf-8",
    })
    void paths(String method, String path, int status, String type) throws Exception {
        Http.Reply reply = http.ask(method, path);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers())
                .containsEntry("content-type", type)
                .containsEntry("x-content-type-options", "nosniff");
        if (method.equals("HEAD")) {
            assertThat(reply.body()).isEmpty();
            assertThat(Integer.parseInt(reply.headers().getOrDefault("content-length", "0")))
                    .isPositive();
        } else {
            assertThat(reply.body()).isNotEmpty();
        }
    }

    @Test
    void aForeignHostIsRefused() throws Exception {
        assertThat(http.get("/metrics", "Host: evil.example").status()).isEqualTo(421);
        assertThat(http.get("/metrics", "Host: localhost").status()).isEqualTo(200);
    }

    /** Each file that the page names is there, may be kept for ever, and comes from here. */
    @Test
    void thePageRunsOnlyWhatComesFromHere() throws Exception {
        Http.Reply page = http.get("/");
        assertThat(page.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers()).containsEntry("referrer-policy", "no-referrer");
        assertThat(page.text())
                .contains("/metrics", "/api/listeners")
                .doesNotContain("://", "style=", "<script>", "onclick");
        List<String> files =
                Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"")
                        .matcher(page.text())
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();
        assertThat(files).hasSizeGreaterThan(10);
        for (String file : files) {
            Http.Reply reply = http.get(file);
            assertThat(reply.status()).as(file).isEqualTo(200);
            assertThat(reply.headers().get("cache-control")).contains("immutable");
        }
        String root = files.getFirst().substring(0, files.getFirst().lastIndexOf('/') + 1);
        assertThat(http.get(root + "facts.json").text()).contains("TcpExtListenOverflows");
        assertThat(http.get("/page/0000/main.js").status()).isEqualTo(404);
        assertThat(http.get(root + "..%2Fpackage-info.class").status()).isEqualTo(404);
    }

    @Test
    void theOtherFormatsOfPrometheusAreServed() throws Exception {
        assertThat(http.get("/metrics", "Accept: application/openmetrics-text").text())
                .endsWith("# EOF\n");
        Http.Reply protobuf =
                http.get(
                        "/metrics",
                        "Accept: application/vnd.google.protobuf;"
                                + "proto=io.prometheus.client.MetricFamily;encoding=delimited");
        assertThat(protobuf.headers().get("content-type")).contains("protobuf");
        assertThat(protobuf.status()).isEqualTo(200);
        Http.Reply packed = http.get("/metrics", "Accept-Encoding: gzip");
        assertThat(packed.headers()).containsEntry("content-encoding", "gzip");
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("raingauge_build_info");
        }
    }

    /**
     * promtool dislikes capitals, which node_exporter's names have, and the word counter, which is
     * what that metric is about.
     */
    @Test
    void promtoolFindsNothingToSay(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page"), http.get("/metrics").text());
        Process promtool;
        try {
            promtool =
                    new ProcessBuilder("promtool", "check", "metrics")
                            .redirectInput(page.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException absent) {
            assumeTrue(false, "promtool is not installed");
            return;
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(
                        said.lines()
                                .filter(line -> !line.startsWith("node_"))
                                .filter(line -> !line.startsWith("raingauge_namespace_counter")))
                .isEmpty();
        assertThat(promtool.waitFor()).isIn(0, 3);
    }

    @Test
    void anOverflowIsSeen() throws Exception {
        try (var server = listen(elsewhere, 7001, 2);
                var _ = Clients.come(elsewhere, 7001, 6)) {
            eventually(
                    "depth, limit, drops and waits",
                    () -> {
                        Metrics page = metrics();
                        return is(page, 3, "accept_queue_connections{", at(7001))
                                && is(page, 2, "accept_queue_limit{", at(7001))
                                && least(page, 1, "drops_total{", at(7001))
                                && least(page, 1, "accept_queue_utilization_sum{", at(7001))
                                && least(page, 3, "accept_wait_seconds_count{", at(7001))
                                && is(page, 3, "waiting\"", at(7001));
                    });
            Http.Reply json = http.get("/api/listeners?namespace=" + elsewhere.name());
            assertThat(json.text())
                    .contains("\"acceptQueue\":{\"depth\":3,\"limit\":2,\"full\":true}")
                    .contains("\"waiting\":3");
            assertThat(http.get("/").text()).contains(elsewhere.name()).contains(":7001");
            eventually(
                    "the overflow and its cause",
                    () -> {
                        Metrics page = metrics();
                        return is(page, 1, "finding{", "\"accept-queue-overflow\"", at(7001))
                                && is(page, 1, "finding{", "\"acceptor-stalled\"", at(7001));
                    });
            assertThat(http.get("/api/findings").text())
                    .contains("\"verdict\":\"critical\"")
                    .contains("\"cause\":\"acceptor-stalled\"")
                    .contains("\"ended\":null");
            assertThat(http.get("/").text()).contains("acceptor-stalled").contains("Do:");
            assertThat(server.isBound()).isTrue();
        }
        // The finding about it lasts a little longer, until its evidence is out of the window.
        eventually("gone", () -> metrics().all("raingauge_listener", at(7001)).isEmpty());
    }

    /** Nothing of it is left when the scrape comes, except in the histogram. */
    @Test
    void aBurstBetweenTwoScrapesIsSeen() throws Exception {
        try (var _ = listen(elsewhere, 7002, 2)) {
            eventually("ten passes", () -> least(metrics(), 10, "utilization_count{", at(7002)));
            double before = fullPasses(metrics());
            try (var _ = Clients.come(elsewhere, 7002, 3)) {
                Thread.sleep(300);
            }
            eventually("passes that saw it full", () -> fullPasses(metrics()) - before >= 1);
        }
    }

    private static double fullPasses(Metrics page) {
        double all = page.one("utilization_bucket{", at(7002), "+Inf").orElse(0);
        return all - page.one("utilization_bucket{", at(7002), "0.999999").orElse(0);
    }

    @Test
    void dropsGoOnWhenTheListenerIsStartedAgain() throws Exception {
        double first;
        try (var _ = listen(elsewhere, 7003, 1);
                var _ = Clients.come(elsewhere, 7003, 4)) {
            eventually("drops", () -> least(metrics(), 2, "drops_total{", at(7003)));
            first = metrics().one("drops_total{", at(7003)).orElseThrow();
        }
        try (var _ = listen(elsewhere, 7003, 1)) {
            eventually(
                    "a new listener",
                    () -> is(metrics(), 0, "accept_queue_connections{", at(7003)));
            assertThat(metrics().one("drops_total{", at(7003)).orElseThrow())
                    .isGreaterThanOrEqualTo(first);
        }
    }

    @Test
    void aHundredSlowClientsDoNotDelayTheSampling() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = http.connect();
                slow.add(socket);
                String begun = i % 2 == 0 ? "GET /metrics HTTP/1.1\r\nHost: local" : "";
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
            }
            double before = queuePasses();
            Thread.sleep(2_000);
            assertThat(queuePasses() - before).isGreaterThan(5);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static double queuePasses() throws IOException {
        return metrics().one("raingauge_passes_total{", "queues").orElseThrow();
    }

    /** The same names and, between two looks of ours, the same values. */
    @Test
    void nodeExporterSaysTheSame() throws Exception {
        int port = freePort(home);
        try (Program exporter =
                        startOrSkip(
                                home,
                                "prometheus-node-exporter",
                                "--web.listen-address=127.0.0.1:" + port,
                                "--collector.disable-defaults",
                                "--collector.tcpstat",
                                "--collector.sockstat",
                                "--collector.netstat");
                var _ = listen(home, 7004, 50);
                var _ = Clients.come(home, 7004, 40)) {
            assertThat(exporter.output()).doesNotContain("error");
            var node = new Http(home, port);
            eventually("node_exporter", () -> node.get("/metrics").status() == 200);
            eventually(
                    "the same values",
                    () -> {
                        Metrics before = metrics();
                        Metrics theirs = Metrics.parse(node.get("/metrics").text());
                        Thread.sleep(3_000);
                        return differences(before, theirs, metrics()).isEmpty();
                    },
                    () -> differencesNow(node));
        }
    }

    private static String differencesNow(Http node) {
        try {
            Metrics ours = metrics();
            return differences(ours, Metrics.parse(node.get("/metrics").text()), ours).toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /**
     * Where theirs is not between ours before and after. Gauges of sockets may differ by the few
     * connections that asking makes; those of the whole host move with what else runs there, and
     * the queue bytes are meant to differ.
     */
    private static List<String> differences(Metrics before, Metrics theirs, Metrics after) {
        List<String> found = new ArrayList<>();
        theirs.named(Pattern.compile("node_(netstat|sockstat|tcp_connection_states)"))
                .forEach((name, value) -> {
                    Double low = before.values().get(name);
                    Double high = after.values().get(name);
                    if (low == null || high == null) {
                        found.add(name + " is missing");
                    } else if (!NOT_COMPARED.matcher(name).find()) {
                        double slack = GAUGES.matcher(name).find() ? ASKING : 0;
                        if (value < Math.min(low, high) - slack
                                || value > Math.max(low, high) + slack) {
                            found.add(name + ": " + low + " .. " + high + ", " + value);
                        }
                    }
                });
        return found;
    }

    @Test
    void aRealPrometheusScrapesIt(@TempDir Path folder) throws Exception {
        int port = freePort(home);
        Path config =
                Files.writeString(
                        folder.resolve("prometheus.yml"),
                        """
                        global: {scrape_interval: 1s}
                        scrape_configs:
                          - job_name: raingauge
                            static_configs: [{targets: ["127.0.0.1:%d"]}]
                        """
                                .formatted(http.port()));
        try (Program prometheus =
                        startOrSkip(
                                home,
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port);
                var _ = listen(elsewhere, 7005, 2);
                var _ = Clients.come(elsewhere, 7005, 5)) {
            var api = new Http(home, port);
            String query =
                    "raingauge_listener_accept_queue_connections%7Baddress=~%22.*:7005%22%7D%20%3E"
                            + "%20raingauge_listener_accept_queue_limit";
            eventually(
                    "Prometheus finds the full queue",
                    () -> {
                        String answer = api.get("/api/v1/query?query=" + query).text();
                        return answer.contains("\"3\"") && answer.contains(elsewhere.name());
                    },
                    prometheus::output);
        }
    }

    @Test
    void sigtermEndsItWithinTwoSecondsAndWithSuccess() throws Exception {
        try (Program other =
                Program.start(
                        inside(
                                home,
                                Program.raingauge(
                                        "serve", "--listen=127.0.0.1:0", "--data=none")))) {
            port(other);
            other.terminate();
            assertThat(other.awaitEnd(Duration.ofSeconds(2))).isZero();
        }
    }

    @ParameterizedTest(name = "serve {0}: exit {1}, {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --listen=127.0.0.1:PORT  | 1 | the port is in use
                    --listen=192.0.2.1:0     | 2 | --insecure-listen
                    --listen=127.0.0.1       | 2 | no port
                    --listen=127.0.0.1:70000 | 2 | 65535
                    --cpu-budget=0           | 2 | percent
                    --max-listeners=none     | 2 | number
                    --data-limit=12          | 2 | 256M
                    --lisen=127.0.0.1:0      | 2 | --listen
                    --namespace=rg-nobody    | 1 | rg-nobody
                    """)
    void whatIsWrongIsSaid(String option, int code, String said) throws Exception {
        String real = option.replace("PORT", Integer.toString(http.port()));
        try (Program other =
                Program.start(
                        inside(home, Program.raingauge("serve", real.strip(), "--data=none")))) {
            assertThat(other.awaitEnd(PATIENCE)).isEqualTo(code);
            assertThat(other.output()).contains(said.strip());
            assertThat(other.output().lines()).hasSize(1);
        }
    }

    /** A check of something that may take a while. */
    @FunctionalInterface
    private interface Check {
        boolean holds() throws Exception;
    }

    private static void eventually(String what, Check check) throws Exception {
        eventually(what, check, () -> program.output());
    }

    private static void eventually(String what, Check check, Supplier<String> more)
            throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (check.holds()) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again.
            }
            Thread.sleep(200);
        }
        fail("never: " + what + "\n" + more.get());
    }

    private static Metrics metrics() throws IOException {
        return Metrics.parse(http.get("/metrics").text())
                .within("host", home.name(), elsewhere.name());
    }

    private static boolean is(Metrics page, double value, String... parts) {
        return page.one(parts).equals(OptionalDouble.of(value));
    }

    private static boolean least(Metrics page, double value, String... parts) {
        return page.one(parts).orElse(-1) >= value;
    }

    /** Java binds a dual-stack socket even for an IPv4 address, so only the port is compared. */
    private static String at(int port) {
        return ":" + port + "\"";
    }

    private static ServerSocket listen(LabNamespace namespace, int port, int backlog)
            throws IOException {
        return namespace.call(
                () -> new ServerSocket(port, backlog, InetAddress.ofLiteral("127.0.0.1")));
    }

    private static int freePort(LabNamespace namespace) throws IOException {
        try (var socket = listen(namespace, 0, 1)) {
            return socket.getLocalPort();
        }
    }

    private static List<String> inside(LabNamespace namespace, List<String> command) {
        return namespace.inside(command.toArray(String[]::new));
    }

    private static Program startOrSkip(LabNamespace namespace, String... command)
            throws IOException, InterruptedException {
        boolean there =
                new ProcessBuilder("sh", "-c", "command -v " + command[0]).start().waitFor() == 0;
        assumeTrue(there, command[0] + " is not installed");
        return Program.start(namespace.inside(command));
    }

    private static int port(Program serving) throws InterruptedException {
        String line = serving.awaitLine(said -> said.contains("listening on http"), PATIENCE);
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }
}
