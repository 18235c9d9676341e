package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.monitor.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server saw is found again after a restart. */
class HistoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LISTENER = "protocol=tcp&address=[::ffff:127.0.0.1]:7100";

    @TempDir private Path data;

    /** A check of something that may take a while. */
    @FunctionalInterface
    private interface Check {
        boolean holds() throws Exception;
    }

    @Test
    void anOverflowIsFoundAgain() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open()) {
            LabNamespace home = lab.namespace("history");
            String place = "namespace=" + home.name();
            Instant before = Instant.now();
            Instant seen;
            try (Program program = start(home)) {
                Http http = http(home, program);
                seen = overflow(home, http, place);
                secondOnTheSameDirectory(home);
                program.terminate();
                assertThat(program.awaitEnd(PATIENCE)).isZero();
            }
            try (Program program = start(home)) {
                Http http = http(home, program);
                eventually("ready", () -> http.get("/-/ready").status() == 200);
                String range = place + "&from=" + before + "&to=now";
                Map<?, ?> history = history(http, range + "&" + LISTENER);
                assertThat(highest(history, "acceptQueueDepth")).isEqualTo(3);
                assertThat(highest(history, "acceptQueueLimit")).isEqualTo(2);
                assertThat(highest(history, "drops")).isPositive();
                assertThat(part(history, "findings").toString())
                        .contains("accept-queue-overflow", "end=2");
                assertThat(part(history, "marks").toString()).contains("kind=restart");
                assertThat(http.get("/api/listeners?" + place + "&at=" + seen).text())
                        .contains("\"acceptQueue\":{\"depth\":3,\"limit\":2,\"full\":true}");
                assertThat(http.get("/api/findings?" + place + "&at=" + seen).text())
                        .contains("\"rule\":\"accept-queue-overflow\"", "\"remedy\":[\"");
                assertThat(http.get("/api/summary?" + place + "&at=" + seen).text())
                        .contains("\"listen\":2,");
                Map<?, ?> limits = history(http, range + "&what=limits");
                assertThat(highest(limits, "descriptors"))
                        .isBetween(10.0, highest(limits, "descriptorsLimit"));
                assertThat(highest(limits, "openFiles")).isGreaterThan(10);
                badRequests(http);
            }
        }
    }

    private static Instant overflow(LabNamespace home, Http http, String place) throws Exception {
        try (ServerSocket server =
                        home.call(() ->
                                new ServerSocket(7100, 2, InetAddress.ofLiteral("127.0.0.1")));
                var _ = Clients.come(home, 7100, 6)) {
            eventually(
                    "the listener",
                    () -> http.get("/api/listeners?" + place).text().contains(":7100"));
            assertThat(http.get("/api/history?" + place + "&" + LISTENER).status())
                    .as("of a listener that is seconds old")
                    .isEqualTo(200);
            eventually(
                    "the overflow",
                    () ->
                            http.get("/api/findings?" + place + "&at=now")
                                    .text()
                                    .contains("accept-queue-overflow"));
            eventually(
                    "its depth",
                    () ->
                            http.get("/api/history?from=-5s&" + place + "&" + LISTENER)
                                    .text()
                                    .contains("\"acceptQueueDepth\""));
            eventually(
                    "descriptors of this process",
                    () -> {
                        String limits = http.get("/api/limits?" + place).text();
                        return limits.matches(
                                "(?s).*\"openFilesAgeSeconds\":[0-9].*\"descriptorsAgeSeconds\":[0-9].*"
                                        + "\"localPorts\":[0-9].*\"openDescriptors\":[0-9].*");
                    });
            assertThat(server.isBound()).isTrue();
            Thread.sleep(1_500); // a whole second of it
            return Instant.now().minusMillis(500);
        }
    }

    private void secondOnTheSameDirectory(LabNamespace home) throws Exception {
        try (Program second = start(home)) {
            assertThat(second.awaitLine(line -> line.contains("another raingauge"), PATIENCE))
                    .contains("kept in memory", "--data=DIR");
        }
    }

    private static void badRequests(Http http) throws IOException {
        for (String bad :
                List.of("what=states&from=gestern", "what=all", "what=states&points=0", "x=y")) {
            Http.Reply reply = http.get("/api/history?" + bad);
            assertThat(reply.status()).as(bad).isEqualTo(400);
            assertThat(reply.headers()).containsEntry("content-type", "application/json");
            assertThat(reply.text()).startsWith("{\"error\":\"");
        }
        assertThat(http.get("/api/history?address=192.0.2.1:1").status()).isEqualTo(404);
        assertThat(http.get("/api/history?what=states&namespace=nobody").status()).isEqualTo(404);
        assertThat(http.get("/api/listeners?at=2100-01-01T00:00:00Z").status()).isEqualTo(400);
    }

    private Program start(LabNamespace home) throws IOException {
        List<String> command = Program.raingauge("serve", "--listen=127.0.0.1:0", "--data=" + data);
        return Program.start(home.inside(command.toArray(String[]::new)));
    }

    private static Http http(LabNamespace home, Program program) throws InterruptedException {
        String line = program.awaitLine(said -> said.contains("listening on"), PATIENCE);
        return new Http(home, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    private static Map<?, ?> history(Http http, String query) throws IOException {
        Http.Reply reply = http.get("/api/history?" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return (Map<?, ?>) JsonText.parse(reply.text());
    }

    private static List<?> part(Map<?, ?> document, String name) {
        return (List<?>) Objects.requireNonNull(document.get(name));
    }

    /** The largest of all steps; 0 if there is none. */
    private static double highest(Map<?, ?> history, String name) {
        double highest = 0;
        for (Object one : part(history, "series")) {
            Map<?, ?> series = (Map<?, ?>) one;
            if (name.equals(series.get("name"))) {
                for (Object value : part(series, "max")) {
                    if (!value.equals(Optional.empty())) {
                        highest = Math.max(highest, Double.parseDouble(value.toString()));
                    }
                }
            }
        }
        return highest;
    }

    private static void eventually(String what, Check check) throws Exception {
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
        fail("never: " + what);
    }
}
