package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Change;
import dev.raingauge.monitor.diagnose.Confidence;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.monitor.diagnose.QueueFinding;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.diagnose.SynFinding;
import dev.raingauge.monitor.diagnose.Verdict;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the doctor says. */
class FindingsTextTest {
    private static final Look LOOK =
            new Look(
                    Instant.parse("2026-11-22T19:30:00.123Z"),
                    "web-1",
                    "6.18.44",
                    Set.of(Source.NETLINK),
                    true,
                    List.of());

    @Test
    void nothingFoundIsOneLine() throws IOException {
        assertThat(text(List.of(), false))
                .isEqualTo("OK: nothing found. Observed namespace host for 10s.\n\n");
    }

    @Test
    void theVerdictComesFirstAndNoLineIsTooLong() throws IOException {
        String text = text(List.of(refused("demo")), true);
        assertThat(text)
                .startsWith("CRITICAL: 1 problem found.")
                .contains("CRITICAL  host 127.0.0.1:80 syn-queue-overflow (certain)")
                .contains("TcpExtTCPReqQFullDrop 3 -> 8")
                .contains("\n  do ")
                .contains("\n  don't ")
                .contains("\n  check ");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void aHostileNameReachesNoTerminal() throws IOException {
        String text = text(List.of(refused("\u001b[2J\nOK: nothing found.")), true);
        assertThat(text).doesNotContain("\u001b").contains("\\x1b[2J\\nOK");
    }

    @Test
    void whatIsOnlyWorthKnowingIsNoProblem() throws IOException {
        Finding scan =
                new SynFinding.PortScan(
                        common(Severity.INFO, Signal.of("TcpExtEmbryonicRsts", new Change(0, 20))),
                        20);
        assertThat(text(List.of(scan), false)).startsWith("OK: nothing is lost; worth knowing: 1.");
        assertThat(Verdict.of(List.of(scan)).exitCode()).isZero();
    }

    @Test
    void theDocumentHasWhatTheContractNames() throws IOException {
        var out = new StringBuilder();
        FindingsJson.write(
                LOOK, Duration.ofMillis(10_020), Verdict.CRITICAL, List.of(refused("demo")), out);
        assertThat(out)
                .contains("\"observedSeconds\":10.02,\"verdict\":\"critical\",\"findings\":[{")
                .contains("\"rule\":\"syn-queue-overflow\",\"severity\":\"critical\"")
                .contains("\"confidence\":\"certain\",\"namespace\":{\"id\":1,\"name\":\"host\"}")
                .contains(
                        "\"address\":\"127.0.0.1:80\",\"processes\":[{\"pid\":7,\"name\":\"demo\"}]")
                .contains("{\"signal\":\"TcpExtTCPReqQFullDrop\",\"before\":3,\"after\":8}")
                .contains("\"summary\":\"")
                .contains("\"remedy\":[\"")
                .contains("\"notHelpful\":[\"")
                .contains("\"checks\":[\"");
    }

    @Test
    void anotherNamespaceIsNamedInTheCommand() {
        Finding elsewhere =
                new HostFinding.OverflowElsewhere(
                        common(
                                Severity.WARNING,
                                Signal.of("TcpExtListenOverflows", new Change(1, 4))),
                        new Change(1, 4));
        assertThat(FindingTexts.of(elsewhere).remedy())
                .containsExactly("raingauge doctor --namespace=host");
    }

    /** Who was closed is a fact, who had a queue only a suspicion; without either it is said so. */
    @Test
    void anOverflowThatNoListenerExplainsNamesItsSuspects() {
        var suspects = List.of("0.0.0.0:81 (30 waited)", "0.0.0.0:80 (11 waited)");
        assertThat(FindingTexts.of(unattributed(List.of(), suspects)).summary())
                .isEqualTo(
                        "An accept queue of this namespace refused 3 packets. Which one cannot be"
                                + " told without the listeners' own drops; connections were seen"
                                + " waiting at 0.0.0.0:81 (30 waited), 0.0.0.0:80 (11 waited).");
        assertThat(FindingTexts.of(unattributed(List.of("0.0.0.0:82"), suspects)).summary())
                .contains("The listener was closed meanwhile: 0.0.0.0:82.")
                .doesNotContain("0.0.0.0:81");
        assertThat(FindingTexts.of(unattributed(List.of(), List.of())).summary())
                .contains("No listener's own drops explain them")
                .doesNotContain("seen waiting");
    }

    private static Finding unattributed(List<String> closed, List<String> suspects) {
        return new QueueFinding.UnattributedOverflow(
                common(Severity.WARNING, Signal.of("TcpExtListenOverflows", new Change(1, 4))),
                3,
                closed,
                suspects);
    }

    private static Finding refused(String process) {
        var signal = Signal.of("TcpExtTCPReqQFullDrop", new Change(3, 8));
        var facts =
                new ProcessFacts(
                        7,
                        process,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        false,
                        OptionalLong.empty());
        var subject =
                new Subject(new Namespace(1, "host"), Optional.of("127.0.0.1:80"), List.of(facts));
        return new SynFinding.SynQueueOverflow(
                new Case(Severity.CRITICAL, Confidence.CERTAIN, subject, List.of(signal)), 5, 17);
    }

    private static Case common(Severity severity, Signal signal) {
        return new Case(
                severity,
                Confidence.CERTAIN,
                new Subject(new Namespace(1, "host"), Optional.empty(), List.of()),
                List.of(signal));
    }

    private static String text(List<Finding> findings, boolean named) throws IOException {
        var out = new StringBuilder();
        FindingsText.write(
                LOOK,
                "namespace host",
                Duration.ofSeconds(10),
                findings,
                named,
                new Page(OptionalInt.of(80), true, false),
                out);
        return out.toString();
    }
}
