package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Change;
import dev.raingauge.monitor.diagnose.Confidence;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.sample.Given;
import dev.raingauge.monitor.sample.SampledHost;
import dev.raingauge.monitor.view.ListenerHistograms;
import dev.raingauge.monitor.view.PrometheusMetrics;
import dev.raingauge.sockdiag.model.Namespace;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists every metric with its type, and none that there is not. */
class MetricsDocTest {
    private static final List<Episode> FOUND =
            List.of(
                    new Episode(
                            new HostFinding.OverflowElsewhere(
                                    new Case(
                                            Severity.WARNING,
                                            Confidence.CERTAIN,
                                            new Subject(
                                                    new Namespace(1, "pod"),
                                                    Optional.empty(),
                                                    List.of()),
                                            List.of(Signal.of("overflows", 1))),
                                    new Change(0, 1)),
                            Instant.EPOCH,
                            Instant.EPOCH,
                            Optional.empty()));

    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `(raingauge_[a-z_]+)(?:\\{[^`]*})?` \\| ([a-z]+)", Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^# TYPE (raingauge_[a-z_]+) ([a-z]+)$", Pattern.MULTILINE);

    @Test
    void theListIsTheTruth() throws IOException {
        Path root = Path.of(System.getProperty("raingauge.root", "."));
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(root.resolve("docs/metrics.md")));
        while (row.find()) {
            String type = row.group(2).equals("info") ? "gauge" : row.group(2);
            documented.put(row.group(1), type);
        }
        Map<String, String> published = new TreeMap<>();
        Matcher type = TYPE.matcher(page());
        while (type.find()) {
            published.put(type.group(1), type.group(2));
        }
        assertThat(documented).isEqualTo(published);
    }

    private static String page() throws IOException {
        var host = new SampledHost();
        host.source(Given.tcp("127.0.0.1", 80, 1, 2, 3, 1));
        var histograms = new ListenerHistograms();
        var table = new SeriesTable(10, histograms);
        table.accept(host.next());
        histograms.wait(table.admitted().iterator().next(), Duration.ofSeconds(1));
        var about = new About("1", "web-1", "6.18", OptionalInt.of(4096));
        host.settle();
        var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create()
                .write(
                        out,
                        PrometheusMetrics.of(
                                MetricsAssembly.of(
                                        host.last(), FOUND, about, table, host.last().nanos()),
                                histograms));
        return out.toString(StandardCharsets.UTF_8);
    }
}
