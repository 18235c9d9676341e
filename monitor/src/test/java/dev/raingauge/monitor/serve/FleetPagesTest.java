package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.fleet.Answer;
import dev.raingauge.monitor.fleet.Asking;
import dev.raingauge.monitor.fleet.FleetException;
import dev.raingauge.monitor.fleet.Question;
import dev.raingauge.monitor.fleet.Series;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told of other hosts, and to whom. */
class FleetPagesTest {
    private static final URI SERVER = URI.create("http://prometheus.example:9090/prom");
    private static final String PEER = "203.0.113.7:5432";

    /** A server that knows of one host, on which a peer does not answer. */
    private static List<Answer> answers(List<Question> questions) {
        var answers = new ArrayList<Answer>();
        for (Question question : questions) {
            String promql = question.promql();
            List<Series> series =
                    promql.contains("\"hosts\"")
                            ? List.of(series(3, Map.of("figure", "hosts")))
                            : promql.contains("2 * max_over_time")
                                    ? List.of(
                                            finding("connect-stalled", PEER),
                                            finding("slow-accept", "10.0.0.1:80"))
                                    : List.of();
            answers.add(new Answer(series, List.of("store of prometheus.example is away")));
        }
        return answers;
    }

    private static Series finding(String rule, String address) {
        return series(
                1,
                Map.of(
                        "rule", rule,
                        "severity", "warning",
                        "namespace", "shop",
                        "address", address,
                        "instance", "web-1:10077",
                        "job", "raingauge"));
    }

    private static Series series(double value, Map<String, String> labels) {
        var all = new TreeMap<>(labels);
        if (labels.containsKey("figure")) {
            all.remove("figure");
            all.put("raingauge_figure", labels.getOrDefault("figure", ""));
        }
        return new Series(all, List.of(new Series.Point(1_764_106_432, value)));
    }

    private static Told ask(Asking asking, boolean loopback, String since) throws Exception {
        FleetPages pages =
                FleetPages.of(new FleetSource(asking, SERVER), System::nanoTime, loopback);
        var request = new Request(FleetPages.PATH, Map.of("since", since), "", false);
        pages.await(request);
        var answer = pages.answer(request);
        var out = new ByteArrayOutputStream();
        answer.writeTo(out);
        return new Told(answer.status(), out.toString(StandardCharsets.UTF_8));
    }

    private record Told(int status, String text) {}

    @Test
    void theDocumentIsThatOfTheCommandWithItsAge() throws Exception {
        Told told = ask(FleetPagesTest::answers, true, "6h");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text())
                .startsWith("{\"ageSeconds\":0")
                .contains("\"error\":null", "\"sinceSeconds\":21600", "\"hosts\":3")
                .contains("\"prometheus\":\"" + SERVER + "\"", PEER, "10.0.0.1:80")
                .contains("store of prometheus.example is away");
    }

    /** Whom a host talks to is told on loopback only; its own listeners are what it is about. */
    @Test
    void beyondLoopbackNoPeerIsNamed() throws Exception {
        Told told = ask(FleetPagesTest::answers, false, "1h");
        assertThat(told.text())
                .doesNotContain("203.0.113.7", "prometheus.example", "9090")
                .contains("another host", "connect-stalled", "10.0.0.1:80", "web-1:10077")
                .contains("\"prometheus\":\"Prometheus\"", "store of Prometheus is away");
        Told away =
                ask(
                        _ -> {
                            throw new FleetException(
                                    SERVER + " leads to https://prometheus.example/: no");
                        },
                        false,
                        "1h");
        assertThat(away.text())
                .contains("Prometheus leads to https://Prometheus/: no")
                .doesNotContain("prometheus.example");
    }

    @Test
    void aServerThatIsAwayAndAnUnknownPeriodAreSaid() throws Exception {
        Asking away =
                _ -> {
                    throw new FleetException(SERVER + " refuses the connection");
                };
        assertThat(ask(away, true, "1h"))
                .isEqualTo(
                        new Told(503, "{\"error\":\"" + SERVER + " refuses the connection\"}\n"));
        Told odd = ask(away, true, "2h");
        assertThat(odd.status()).isEqualTo(400);
        assertThat(odd.text()).contains("since=2h must be one of 15m, 1h, 6h, 24h, 168h.");
    }
}
