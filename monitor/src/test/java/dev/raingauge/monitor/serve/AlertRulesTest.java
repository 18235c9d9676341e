package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.monitor.diagnose.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The alerting rules that are shipped, judged by Prometheus' own tool and against the catalogue.
 */
class AlertRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("raingauge.root", ".."));
    private static final Path FOLDER = ROOT.resolve("packaging/prometheus");

    /** They say what is worth knowing; nobody is woken for it. */
    private static final Set<String> WITHOUT_ALERT =
            Set.of(
                    "abort-on-overflow",
                    "backlog-capped",
                    "deferred-accept",
                    "missing-privilege",
                    "overflow-elsewhere",
                    "port-scan");

    @Test
    void eachFindingHasItsAlertOrIsSaidToHaveNone() throws IOException {
        String rules = Files.readString(FOLDER.resolve("raingauge.rules.yml"));
        var expected = new TreeSet<>(Rules.IDS);
        expected.removeAll(WITHOUT_ALERT);
        assertThat(all(rules, "raingauge_finding\\{rule=\"([^\"]+)\""))
                .containsExactlyInAnyOrderElementsOf(expected);
        String head = rules.substring(0, rules.indexOf("groups:"));
        assertThat(WITHOUT_ALERT).allSatisfy(rule -> assertThat(head).contains(rule));
    }

    @Test
    void eachAlertLeadsToAPageThatIsThere() throws IOException {
        String rules = Files.readString(FOLDER.resolve("raingauge.rules.yml"));
        List<String> pages = all(rules, "runbook: (\\S+)");
        assertThat(pages).hasSizeGreaterThan(20);
        assertThat(pages).allSatisfy(page -> assertThat(ROOT.resolve(page)).isRegularFile());
    }

    @Test
    void eachAlertIsTestedInBothDirections() throws IOException {
        List<String> alerts =
                all(Files.readString(FOLDER.resolve("raingauge.rules.yml")), "alert: (\\w+)");
        String tests = Files.readString(FOLDER.resolve("raingauge.rules.test.yml"));
        assertThat(alerts).hasSizeGreaterThan(20);
        assertThat(alerts)
                .allSatisfy(alert -> {
                    assertThat(tests)
                            .containsPattern("alertname: " + alert + "\\s+exp_alerts:\\s+- exp");
                    assertThat(tests)
                            .containsPattern("alertname: " + alert + ",?\\s+exp_alerts: \\[\\]");
                });
    }

    @Test
    void promtoolAcceptsTheRulesAndTheirTests() throws Exception {
        promtool("check", "rules", "raingauge.rules.yml");
        promtool("test", "rules", "raingauge.rules.test.yml");
    }

    private static void promtool(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(FOLDER.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException absent) {
            assumeTrue(false, "promtool is not installed");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }
}
