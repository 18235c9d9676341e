package dev.raingauge.monitor.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/otlp.md says what every metric is called, and no metric is forgotten. */
class OtlpDocTest {
    private static final Pattern METRIC =
            Pattern.compile("^\\| `(raingauge_[a-z_]+)(?:\\{[^`]*})?` \\|", Pattern.MULTILINE);

    @Test
    void theTableIsTheTruth() throws IOException {
        List<String> rows =
                page("otlp.md").lines().filter(line -> line.startsWith("| `raingauge_")).toList();
        assertThat(rows)
                .containsExactlyElementsOf(Naming.ALL.stream().map(OtlpDocTest::row).toList());
    }

    private static String row(Naming naming) {
        return "| `%s` | `%s` | %s | `%s` |"
                .formatted(
                        naming.exposed(),
                        naming.name(),
                        naming.instrument().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        naming.unit());
    }

    /** What docs/metrics.md lists is what there is: another test sees to that. */
    @Test
    void everyMetricIsPushedOrLeftOutOnPurpose() throws IOException {
        Set<String> named =
                Naming.ALL.stream()
                        .map(Naming::exposed)
                        .collect(Collectors.toCollection(TreeSet::new));
        named.addAll(Naming.LEFT_OUT);
        Set<String> there =
                METRIC.matcher(page("metrics.md"))
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(there);
    }

    @Test
    void everyAttributeIsExplained() throws IOException {
        String page = page("otlp.md");
        assertThat(Attribution.OWN.values())
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("raingauge.root", "."), "docs", name));
    }
}
