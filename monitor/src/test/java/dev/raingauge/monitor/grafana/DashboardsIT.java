package dev.raingauge.monitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.serve.Http;
import dev.raingauge.monitor.serve.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every expression of the dashboards, ours and those of others, is asked of a real Prometheus that
 * scrapes a real {@code serve} beside a real overflow, and must return something.
 */
class DashboardsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void everyExpressionReturnsSomething(@TempDir Path folder) throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v prometheus").start().waitFor() == 0,
                "prometheus is not installed");
        try (Lab lab = Lab.open();
                var _ = Scenario.named("stalled").orElseThrow().start(lab)) {
            LabNamespace home = lab.namespace("grafana");
            List<String> serve = Program.raingauge("serve", "--listen=127.0.0.1:0");
            try (Program serving = Program.start(home.inside(serve.toArray(String[]::new)))) {
                String line =
                        serving.awaitLine(said -> said.contains("listening on http"), PATIENCE);
                int port = freePort(home);
                try (Program prometheus =
                        Program.start(
                                home.inside(
                                        "prometheus",
                                        "--config.file="
                                                + config(
                                                        folder,
                                                        line.substring(line.lastIndexOf(':') + 1)),
                                        "--storage.tsdb.path=" + folder.resolve("data"),
                                        "--web.listen-address=127.0.0.1:" + port))) {
                    askAll(new Http(home, port), prometheus);
                }
            }
        }
    }

    private static void askAll(Http prometheus, Program said) throws Exception {
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(80);
        List<String> empty = expressions;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!empty.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(1000);
            var still = new ArrayList<String>();
            for (String expression : empty) {
                if (!answers(prometheus, expression)) {
                    still.add(expression);
                }
            }
            empty = still;
        }
        assertThat(empty).as("expressions without a result\n%s", said.output()).isEmpty();
    }

    private static boolean answers(Http prometheus, String expression) {
        try {
            String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
            String answer = prometheus.get("/api/v1/query?query=" + query).text();
            assertThat(answer).as(expression).doesNotContain("\"status\":\"error\"");
            return answer.contains("\"value\":[");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** With every choice of the dashboards' top at "All". */
    private static List<String> expressions() throws IOException {
        var expressions = new ArrayList<String>();
        for (Dashboard dashboard : Dashboards.all()) {
            for (Panel panel : dashboard.panels()) {
                for (Panel.Query query : panel.queries()) {
                    expressions.add(
                            query.expression()
                                    .replace("$__rate_interval", "1m")
                                    .replaceAll("\\$(job|instance|namespace|address)", ".*"));
                }
            }
        }
        Path others =
                Path.of(
                        System.getProperty("raingauge.root", ".."),
                        "packaging/grafana/node-exporter-panels.txt");
        Files.readAllLines(others).stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(expressions::add);
        return expressions;
    }

    private static Path config(Path folder, String port) throws IOException {
        return Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: raingauge
                    static_configs: [{targets: ["127.0.0.1:%s"]}]
                """
                        .formatted(port));
    }

    private static int freePort(LabNamespace home) throws IOException {
        try (ServerSocket socket =
                home.call(() -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))) {
            return socket.getLocalPort();
        }
    }
}
