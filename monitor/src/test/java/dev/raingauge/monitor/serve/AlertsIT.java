package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real overflow through a real Prometheus to an alert, and to its end. */
class AlertsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void anOverflowRaisesAnAlertThatEndsWithIt(@TempDir Path folder) throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v prometheus").start().waitFor() == 0,
                "prometheus is not installed");
        try (Lab lab = Lab.open()) {
            LabNamespace home = lab.namespace("alerts");
            try (Program serve =
                    Program.start(
                            home.inside(
                                    Program.raingauge("serve", "--listen=127.0.0.1:0")
                                            .toArray(String[]::new)))) {
                String line = serve.awaitLine(said -> said.contains("listening on http"), PATIENCE);
                int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
                int ask = freePort(home);
                try (Program prometheus =
                        Program.start(
                                home.inside(
                                        "prometheus",
                                        "--config.file=" + config(folder, port),
                                        "--storage.tsdb.path=" + folder.resolve("data"),
                                        "--web.listen-address=127.0.0.1:" + ask))) {
                    follow(lab, new Http(home, ask), prometheus);
                }
            }
        }
    }

    private static void follow(Lab lab, Http prometheus, Program said) throws Exception {
        until("no alert yet", prometheus, said, answer -> answer.contains("\"alerts\":[]"));
        String name;
        try (Running stalled = Scenario.named("stalled").orElseThrow().start(lab)) {
            name = stalled.namespaceFile().getFileName().toString();
            until(
                    "the alerts fire",
                    prometheus,
                    said,
                    answer ->
                            firing(answer, "RaingaugeAcceptQueueOverflow", name)
                                    && firing(answer, "RaingaugeAcceptorStalled", name));
        }
        until(
                "the alerts end",
                prometheus,
                said,
                answer ->
                        !firing(answer, "RaingaugeAcceptQueueOverflow", name)
                                && !firing(answer, "RaingaugeAcceptorStalled", name));
    }

    /** The labels of an alert come in the order of their names. */
    private static boolean firing(String answer, String alert, String namespace) {
        for (String one : answer.split("\\{\"labels\":", -1)) {
            if (one.contains("\"alertname\":\"" + alert + "\"")
                    && one.contains("\"namespace\":\"" + namespace + "\"")
                    && one.contains("127.0.0.1:7000")
                    && one.contains("\"state\":\"firing\"")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The rules as they are shipped, except that a finding is remembered for less than a minute.
     */
    private static Path config(Path folder, int port) throws IOException {
        Path shipped =
                Path.of(
                        System.getProperty("raingauge.root", ".."),
                        "packaging/prometheus/raingauge.rules.yml");
        Path rules =
                Files.writeString(
                        folder.resolve("rules.yml"),
                        Files.readString(shipped).replace("[1m]", "[3s]"));
        return Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: raingauge
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """
                        .formatted(rules, port));
    }

    private static int freePort(LabNamespace namespace) throws IOException {
        try (ServerSocket socket =
                namespace.call(() -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))) {
            return socket.getLocalPort();
        }
    }

    private static void until(String what, Http prometheus, Program said, Predicate<String> holds)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            try {
                last = prometheus.get("/api/v1/alerts").text();
                if (holds.test(last)) {
                    return;
                }
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(300);
        }
        fail("never: " + what + "\n" + last + "\n" + said.output());
    }
}
