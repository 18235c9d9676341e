package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.monitor.fleet.Recording;
import dev.raingauge.monitor.serve.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded series of 2,000 hosts in a real Prometheus: the three in trouble are found. */
class FleetScaleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int HOSTS = 2_000;
    private static final int LISTENERS = 5;

    @Test
    void theOnesInTroubleAreFoundAmongTwoThousand(@TempDir Path folder) throws Exception {
        assumeTrue(installed("prometheus") && installed("promtool"), "prometheus is not installed");
        Path data = Recording.blocks(folder, HOSTS, LISTENERS);
        int port = freePort();
        try (Program prometheus =
                Program.start(
                        List.of(
                                "prometheus",
                                "--config.file=/dev/null",
                                "--storage.tsdb.path=" + data,
                                "--web.listen-address=127.0.0.1:" + port))) {
            prometheus.awaitLine(line -> line.contains("ready to receive"), PATIENCE);
            String server = "--prometheus=http://127.0.0.1:" + port;
            long begin = System.nanoTime();
            Ran ran = Ran.run("fleet", server, "--since=20m", "--json", "--timeout=60s");
            System.out.printf(
                    "fleet of %d hosts, %d listeners: %d ms%n",
                    HOSTS, HOSTS * LISTENERS, (System.nanoTime() - begin) / 1_000_000);
            check(ran);
            text(Ran.run("fleet", server, "--since=20m", "--timeout=60s"));
            Ran some = Ran.run("fleet", server, "instance=~web-[02-6].*", "--since=5m");
            assertThat(some.out()).startsWith("OK: nothing lost within 5m on ").hasLineCount(1);
            assertThat(some.exitCode()).isZero();
            Ran none = Ran.run("fleet", server, "job=x\"} or up{job=\"raingauge", "--since=5m");
            assertThat(none.out()).startsWith("UNKNOWN: no host answers");
            assertThat(none.exitCode()).isEqualTo(3);
        }
    }

    private static void check(Ran ran) {
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.at("gaps")).isEqualTo(List.of());
        assertThat(ran.number("hosts")).isEqualTo(HOSTS - 2);
        assertThat(ran.number("listeners")).isEqualTo((HOSTS - 2) * LISTENERS);
        assertThat(values(ran, "unseen", "instance"))
                .containsExactly(
                        "web-900.example:10077", "web-901.example:10077", "web-902.example:10077");
        assertThat(values(ran, "unseen", "reason")).containsExactly("down", "old", "gone");
        assertThat(values(ran, "troubles", "instance"))
                .containsExactly(
                        "web-1234.example:10077", "web-77.example:10077", "web-1234.example:10077");
        assertThat(values(ran, "troubles", "severity"))
                .containsExactly("critical", "warning", "warning");
        assertThat(values(ran, "troubles", "now")).containsExactly(true, false, true);
        assertThat(values(ran, "troubles", "address"))
                .containsExactly("10.0.0.1:8003", "10.0.0.1:8003", "/run/\\u001b[2J\"} or up\n");
        assertThat(ran.number("troubles", 0, "lostPackets")).isEqualTo(320);
        assertThat(ran.number("troubles", 0, "namespaceOverflows")).isEqualTo(320);
        assertThat(ran.number("troubles", 0, "acceptQueue", "depth")).isEqualTo(129);
        assertThat(ran.number("troubles", 0, "acceptQueue", "peak")).isEqualTo(129);
        assertThat(ran.at("troubles", 0, "acceptQueue", "full")).isEqualTo(true);
        assertThat(ran.at("troubles", 0, "process")).isEqualTo("ruby");
        assertThat(ran.at("troubles", 0, "findings", 0, "rule")).isEqualTo("acceptor-stalled");
        assertThat(ran.number("troubles", 1, "lostPackets")).isEqualTo(15);
        assertThat(ran.at("troubles", 1, "findings")).isEqualTo(List.of());
    }

    private static void text(Ran ran) {
        System.out.println(ran.out());
        assertThat(ran.out())
                .startsWith("CRITICAL: 3 troubles on 2 hosts within 20m; looked at 1998 hosts and")
                .contains("Cannot be scraped: web-900.example:10077.")
                .contains("Figures are old: web-901.example:10077 (5m).")
                .contains("No longer scraped: web-902.example:10077.")
                .doesNotContain("web-500");
    }

    private static List<Object> values(Ran ran, String list, String field) {
        return ((List<?>) ran.at(list))
                .stream().map(one -> (Object) ((Map<?, ?>) one).get(field)).toList();
    }

    static boolean installed(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
