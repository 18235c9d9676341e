package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.Metric;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host of five thousand listeners, TCP and UNIX, some on ephemeral ports, some that come and go:
 * the number of series stays under the cap, and the cap is told.
 */
class SeriesCapIT {
    private static final int CAP = 200;
    private static final int TCP = 3_000;
    private static final int UNIX = 1_000;
    private static final int EPHEMERAL = 1_000;

    /** All ephemeral ports have one, that of the program itself as well. */
    private static final int NAMES = TCP + UNIX + 1;

    private static final int COMING = 50;
    private static final int ROUNDS = 2;

    /** Two histograms and eight others for each, and what the page has besides. */
    private static final int MOST_SAMPLES = CAP * 40 + 3_000;

    /** A heap of 64 MB, and the virtual machine besides. */
    private static final long MOST_RESIDENT_KB = 400_000;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String QUEUE = "raingauge_listener_accept_queue_connections{";

    @TempDir private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @Test
    void fiveThousandListenersDoNotExplodeIt() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open()) {
            LabNamespace home = lab.namespace("crowded");
            home.call(() -> {
                listen();
                return home;
            });
            List<String> serve =
                    Program.raingauge(
                            "serve",
                            "--listen=127.0.0.1:0",
                            "--data=none",
                            "--cpu-budget=50", // many looks in few seconds
                            "--max-listeners=" + CAP,
                            "--namespace=" + home.name());
            try (Program program = Program.start(home.inside(serve.toArray(String[]::new)))) {
                String line = program.awaitLine(said -> said.contains("listening on"), PATIENCE);
                var http =
                        new Http(home, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
                until("the first page", () -> http.get("/-/ready").status() == 200);
                until("the cap", () -> refused(http) >= NAMES - CAP);
                comeAndGo(home, http);
                theFormatsAgree(http);
                theCapIsTold(http);
                assertThat(mostResidentKilobytes(program)).isLessThan(MOST_RESIDENT_KB);
            }
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
        }
    }

    private void listen() throws IOException {
        for (int i = 0; i < TCP; i++) {
            open.add(tcp(2_000 + i));
        }
        for (int i = 0; i < EPHEMERAL; i++) {
            open.add(tcp(0));
        }
        for (int i = 0; i < UNIX; i++) {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            open.add(channel);
            channel.bind(UnixDomainSocketAddress.of(folder.resolve("service-" + i)), 5);
        }
    }

    private static ServerSocket tcp(int port) throws IOException {
        var socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 5);
        return socket;
    }

    /** Each time others; the refused are counted, and none of them leaves anything behind. */
    private static void comeAndGo(LabNamespace home, Http http) throws Exception {
        Set<String> had = addresses(http);
        assertThat(had).hasSize(CAP);
        for (int round = 0; round < ROUNDS; round++) {
            double before = refused(http);
            List<ServerSocket> coming = new ArrayList<>();
            int first = 10_000 + round * COMING;
            home.call(() -> {
                for (int i = 0; i < COMING; i++) {
                    coming.add(tcp(first + i));
                }
                return home;
            });
            until("those that came were refused", () -> refused(http) >= before + COMING);
            assertThat(refused(http)).isEqualTo(before + COMING); // each once
            for (ServerSocket one : coming) {
                one.close();
            }
            assertThat(addresses(http)).isEqualTo(had); // who has a series keeps it
        }
    }

    private static Set<String> addresses(Http http) throws IOException {
        Metrics page = Metrics.parse(http.get("/metrics").text());
        assertThat(page.values()).hasSizeLessThan(MOST_SAMPLES);
        return new HashSet<>(page.all(QUEUE).keySet());
    }

    private static double refused(Http http) throws IOException {
        String name = "raingauge_series_dropped_total ";
        return http.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElse(0); // nothing was measured yet
    }

    /** As many listeners in each, and the ephemeral ports share one if they have one. */
    private static void theFormatsAgree(Http http) throws IOException {
        Set<String> text = addresses(http);
        assertThat(text.stream().filter(one -> one.contains(":ephemeral\"")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(text.stream().map(one -> one.replaceAll(".*127.0.0.1]?:([0-9]+)\".*", "$1")))
                .allSatisfy(one ->
                        assertThat(one.matches("[0-9]+") ? Integer.parseInt(one) : 0)
                                .isLessThan(32_768));
        long begin = System.nanoTime();
        String open = http.get("/metrics", "Accept: application/openmetrics-text").text();
        System.out.printf(
                "a scrape of %d listeners: %d bytes, %d ms%n",
                CAP, open.length(), (System.nanoTime() - begin) / 1_000_000);
        assertThat(open).endsWith("# EOF\n");
        assertThat(Metrics.parse(open).all(QUEUE)).hasSize(CAP);
        var in =
                new ByteArrayInputStream(
                        http.get(
                                        "/metrics",
                                        "Accept: application/vnd.google.protobuf;"
                                                + "proto=io.prometheus.client.MetricFamily;encoding=delimited")
                                .body());
        List<Metric> queues = new ArrayList<>();
        while (in.available() > 0) {
            MetricFamily family = MetricFamily.parseDelimitedFrom(in);
            if (QUEUE.startsWith(family.getName() + "{")) {
                queues.addAll(family.getMetricList());
            }
        }
        assertThat(queues.stream().map(one -> one.getLabelList()).collect(Collectors.toSet()))
                .hasSize(CAP);
    }

    private static void theCapIsTold(Http http) throws Exception {
        String told = "time series of " + (NAMES - CAP) + " listeners: there are " + CAP;
        until("the front page tells it", () -> http.get("/").text().contains(told));
        assertThat(http.get("/api/listeners").text()).contains("time series of ");
    }

    private static long mostResidentKilobytes(Program program) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + program.pid() + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return fail("the kernel does not say");
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(String what, Check check) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                fail("never: " + what);
            }
            Thread.sleep(100);
        }
    }
}
