package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.serve.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes twenty agents, each watching a namespace of its own; in one of them a
 * listener stands still. The targets are those that {@code fleet targets} wrote.
 */
class FleetIT {
    private static final int AGENTS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final List<AutoCloseable> open = new ArrayList<>();

    @Test
    void theOneThatStandsStillIsNamed(@TempDir Path folder) throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(FleetScaleIT.installed("prometheus"), "prometheus is not installed");
        try (Lab lab = Lab.open();
                Running stalled = Scenario.named("stalled").orElseThrow().start(lab)) {
            List<String> names = new ArrayList<>();
            names.add(stalled.namespaceFile().getFileName().toString());
            for (int i = 1; i < AGENTS; i++) {
                LabNamespace quiet = lab.namespace("quiet");
                open.add(
                        quiet.call(
                                () -> new ServerSocket(80, 5, InetAddress.getLoopbackAddress())));
                names.add(quiet.name());
            }
            List<String> targets = agents(names);
            Path file = folder.resolve("targets.json");
            List<String> words = new ArrayList<>(List.of("fleet", "targets", file.toString()));
            words.addAll(targets);
            assertThat(Ran.run(words.toArray(String[]::new)).exitCode()).isZero();
            Program prometheus = prometheus(folder, file);
            open.add(prometheus);
            String line = prometheus.awaitLine(said -> said.contains("Listening on"), PATIENCE);
            String url = "--prometheus=http://" + address(line);
            check(found(url), names.getFirst(), targets.getFirst());
            aHostThatEndsIsNamed(url, targets.getLast());
        } finally {
            for (AutoCloseable one : open.reversed()) {
                one.close();
            }
        }
    }

    /** The agents, by address. */
    private List<String> agents(List<String> names) throws IOException, InterruptedException {
        List<Program> agents = new ArrayList<>();
        for (String name : names) {
            Program agent =
                    Program.start(
                            Program.raingauge(
                                    "serve",
                                    "--listen=127.0.0.1:0",
                                    "--data=none",
                                    "--namespace=" + name));
            open.add(agent);
            agents.add(agent);
        }
        List<String> targets = new ArrayList<>();
        for (Program agent : agents) {
            String line = agent.awaitLine(said -> said.contains("listening on http"), PATIENCE);
            targets.add(line.substring(line.indexOf("127.0.0.1:")).replaceAll("[^0-9.:].*", ""));
        }
        return targets;
    }

    private static Program prometheus(Path folder, Path targets) throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("prometheus.yml"),
                        """
                        global: {scrape_interval: 1s}
                        scrape_configs:
                          - job_name: raingauge
                            file_sd_configs: [{files: ["%s"]}]
                        """
                                .formatted(targets));
        return Program.start(
                List.of(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + freePort()));
    }

    private static String address(String line) {
        return line.substring(line.indexOf("address=") + 8).replaceAll("[^0-9.:].*", "");
    }

    private static Ran found(String url) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Ran last = Ran.run("fleet", url, "--since=5m", "--json");
        while (System.nanoTime() < end) {
            if (last.exitCode() != 3
                    && last.number("hosts") == AGENTS
                    && last.out().contains("accept-queue-overflow")
                    && last.out().contains("acceptor-stalled")
                    && lost(last) > 3) {
                return last;
            }
            Thread.sleep(1000);
            last = Ran.run("fleet", url, "--since=5m", "--json");
        }
        return fail("never found: " + last);
    }

    private static double lost(Ran ran) {
        return ran.at("troubles", 0, "lostPackets") instanceof String number
                ? Double.parseDouble(number)
                : 0;
    }

    private static void check(Ran ran, String namespace, String target) {
        var troubles = (List<?>) ran.at("troubles");
        assertThat(troubles).as(ran.out()).hasSize(1);
        assertThat(ran.at("troubles", 0, "instance")).isEqualTo(target);
        assertThat(ran.at("troubles", 0, "namespace")).isEqualTo(namespace);
        assertThat(ran.at("troubles", 0, "address")).isEqualTo("127.0.0.1:7000");
        assertThat(ran.at("troubles", 0, "protocol")).isEqualTo("tcp");
        assertThat(ran.at("troubles", 0, "now")).isEqualTo(true);
        assertThat(ran.at("troubles", 0, "acceptQueue", "full")).isEqualTo(true);
        assertThat(ran.number("troubles", 0, "acceptQueue", "limit")).isEqualTo(2);
        assertThat(ran.number("troubles", 0, "acceptQueue", "fullShare")).isGreaterThan(0.5);
        assertThat(ran.number("troubles", 0, "longestWaitSeconds")).isGreaterThanOrEqualTo(1);
        assertThat(lost(ran)).isLessThanOrEqualTo(ran.number("troubles", 0, "namespaceOverflows"));
        assertThat(ran.at("unseen")).isEqualTo(List.of());
        assertThat(ran.number("listeners")).isEqualTo(AGENTS);
        assertThat(ran.exitCode()).isBetween(1, 2);
    }

    private void aHostThatEndsIsNamed(String url, String target) throws Exception {
        System.out.println(Ran.run("fleet", url, "--since=5m").out());
        open.get(open.size() - 2).close(); // the last agent
        long end = System.nanoTime() + PATIENCE.toNanos();
        Ran last = Ran.run("fleet", url, "--since=5m", "--json");
        while (System.nanoTime() < end && last.number("hosts") == AGENTS) {
            Thread.sleep(500);
            last = Ran.run("fleet", url, "--since=5m", "--json");
        }
        var unseen = (Map<?, ?>) last.at("unseen", 0);
        assertThat(unseen.get("instance")).isEqualTo(target);
        assertThat(unseen.get("reason")).isEqualTo("down");
        assertThat(Ran.run("fleet", url, "instance=" + target, "--since=5m").exitCode())
                .isEqualTo(3);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
