package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code serve --otlp} against a real server that takes OTLP, and against one who never answers.
 */
class OtlpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"]");

    /** No ephemeral one, which would have no series of its own. */
    private static final int PORT = 7000;

    private static Lab lab;
    private static LabNamespace home;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = Lab.open();
        home = lab.namespace("otlp");
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void aServerHasTheFiguresOfTheMetricsPage(@TempDir Path folder) throws Exception {
        assumeTrue(victoriaIsThere(), "no VictoriaMetrics that takes OTLP is installed");
        int ask = freePort();
        String url = "--otlp=http://127.0.0.1:" + ask + "/opentelemetry/v1/metrics";
        List<Socket> clients = new ArrayList<>();
        try (ServerSocket full = listener(PORT, 2);
                Program serve =
                        start("OTEL_METRIC_EXPORT_INTERVAL=500 OTEL_SERVICE_NAME=gauge", url)) {
            // Nobody takes the figures yet.
            serve.awaitLine(line -> line.contains("refuses the connection"), PATIENCE);
            try (Program server =
                    Program.start(
                            home.inside(
                                    "victoria-metrics",
                                    "-storageDataPath=" + folder.resolve("data"),
                                    "-httpListenAddr=127.0.0.1:" + ask,
                                    "-search.latencyOffset=0s",
                                    "-opentelemetry.usePrometheusNaming"))) {
                for (int i = 0; i < 3; i++) {
                    clients.add(new Http(home, full.getLocalPort()).connect());
                }
                serve.awaitLine(line -> line.contains("takes the figures again"), PATIENCE);
                compare(new Http(home, port(serve)), new Http(home, ask), server);
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /**
     * What the page says of a listener, and what the server was told, by Prometheus' names for it.
     */
    private static void compare(Http serve, Http server, Program said) throws Exception {
        String listener =
                "{network_local_address=\"::ffff:127.0.0.1\",network_local_port=\"%d\",network_transport=\"tcp\"}"
                        .formatted(PORT);
        String tcp =
                "system_network_connection_count{raingauge_namespace=\"%s\",network_connection_state=\"%s\"}";
        String at = "127.0.0.1]:" + PORT + "\""; // Java's sockets are IPv6
        String namespace = "namespace=\"" + namespace(serve, at) + "\"";
        String ours = namespace.substring(11, namespace.length() - 1);
        Map<String, String[]> same = new TreeMap<>();
        same.put(
                "raingauge_listener_accept_queue_count" + listener,
                new String[] {"raingauge_listener_accept_queue_connections{", at});
        same.put(
                "raingauge_listener_accept_queue_limit" + listener,
                new String[] {"raingauge_listener_accept_queue_limit{", at});
        same.put(
                "raingauge_listener_packet_dropped_total" + listener,
                new String[] {"raingauge_listener_drops_total{", at});
        same.put(
                "raingauge_listener_connection_count{raingauge_listener_connection_state=\"waiting\","
                        + listener.substring(1),
                new String[] {"raingauge_listener_connections{", "waiting", at});
        same.put(
                tcp.formatted(ours, "established"),
                new String[] {"raingauge_tcp_connections{", namespace, "\"established\""});
        same.put(
                tcp.formatted(ours, "fin_wait_1"),
                new String[] {"raingauge_tcp_connections{", namespace, "\"fin_wait1\""});
        same.put(
                "raingauge_namespace_counter_total{raingauge_namespace=\""
                        + ours
                        + "\",raingauge_counter=\"TcpExtListenOverflows\"}",
                new String[] {"raingauge_namespace_counter_total{", namespace, "ListenOverflows"});
        for (Map.Entry<String, String[]> one : same.entrySet()) {
            equal(serve, server, one.getKey(), one.getValue(), said);
        }
        assertThat(ask(server, "raingauge_listener_accept_queue_count" + listener)).hasValue(3);
        assertThat(
                        ask(
                                server,
                                "raingauge_listener_accept_queue_utilization_bucket"
                                        + listener.replace("}", ",le=\"+Inf\"}")
                                        + " >bool 0"))
                .hasValue(1);
        assertThat(
                        ask(
                                server,
                                "count(raingauge_series_dropped_total{service_name=\"gauge\",os_type=\"linux\"})"))
                .hasValue(1);
        assertThat(ask(server, "count(raingauge_build_info)")).isEmpty();
    }

    private static String namespace(Http serve, String address) throws Exception {
        Pattern name = Pattern.compile("namespace=\"([^\"]+)\"");
        return page(serve).all("raingauge_listener_accept_queue_limit{", address).keySet().stream()
                .map(name::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static void equal(Http serve, Http server, String query, String[] parts, Program said)
            throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Object last = "";
        do {
            try {
                OptionalDouble page = page(serve).one(parts);
                OptionalDouble told = ask(server, query);
                if (page.isPresent() && page.equals(told)) {
                    return;
                }
                last = "the page says " + page + ", the server " + told;
            } catch (IOException cutOff) { // a busy machine is no difference
                last = cutOff;
            }
            Thread.sleep(200);
        } while (System.nanoTime() < end);
        throw new AssertionError(query + ": " + last + "\n" + said.output());
    }

    private static Metrics page(Http serve) throws IOException {
        return Metrics.parse(serve.get("/metrics").text());
    }

    private static OptionalDouble ask(Http server, String query) throws IOException {
        String answer =
                server.get(
                                "/api/v1/query?nocache=1&query="
                                        + URLEncoder.encode(query, StandardCharsets.UTF_8))
                        .text();
        Matcher value = VALUE.matcher(answer);
        if (!value.find()) {
            return OptionalDouble.empty();
        }
        double first = Double.parseDouble(value.group(1));
        if (value.find()) {
            throw new AssertionError("several: " + answer);
        }
        return OptionalDouble.of(first);
    }

    @Test
    void aCollectorThatHangsHoldsNothingUp() throws Exception {
        try (ServerSocket silent = listener(0, 5);
                Program serve =
                        start(
                                "OTEL_EXPORTER_OTLP_TIMEOUT=600000",
                                "--otlp=http://127.0.0.1:" + silent.getLocalPort())) {
            silent.setSoTimeout((int) PATIENCE.toMillis());
            try (Socket taken = silent.accept()) {
                assertThat(taken.getInputStream().read()).isEqualTo('P');
                Http http = new Http(home, port(serve));
                double before = looks(http);
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (looks(http) < before + 5 && System.nanoTime() < end) {
                    Thread.sleep(100);
                }
                assertThat(looks(http)).isGreaterThanOrEqualTo(before + 5);
                serve.terminate();
                assertThat(serve.awaitEnd(PATIENCE)).isZero();
            }
        }
    }

    private static double looks(Http http) throws IOException {
        return page(http).one("raingauge_passes_total{", "queues").orElse(0);
    }

    private static Program start(String environment, String option) throws IOException {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(List.of(environment.split(" ", -1)));
        command.addAll(Program.raingauge("serve", "--listen=127.0.0.1:0", "--data=none", option));
        return Program.start(home.inside(command.toArray(String[]::new)));
    }

    private static int port(Program serve) throws InterruptedException {
        String line = serve.awaitLine(said -> said.contains("listening on http"), PATIENCE);
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private static ServerSocket listener(int port, int backlog) throws IOException {
        return home.call(() -> new ServerSocket(port, backlog, InetAddress.getLoopbackAddress()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = listener(0, 1)) {
            return socket.getLocalPort();
        }
    }

    /** One that can take OTLP and name what came as Prometheus would. */
    private static boolean victoriaIsThere() throws Exception {
        Process asked =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "victoria-metrics -help 2>&1 | grep -q opentelemetry.usePrometheus")
                        .start();
        return asked.waitFor() == 0;
    }
}
