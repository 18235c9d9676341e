package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.lab.scenario.Expectation.Place;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.analyse.LabCheck;
import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Change;
import dev.raingauge.monitor.diagnose.Confidence;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.diagnose.SynFinding;
import dev.raingauge.monitor.view.LabText;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.sockdiag.model.Namespace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What had to be found, compared with what was. */
class LabPlayTest {
    private static final String FLOODED = "10.99.0.1:7000";

    @Test
    void whatHadToBeFoundWasFound() {
        assertThat(compare("syn-flood", full(FLOODED)))
                .containsExactly("FOUND syn-queue-overflow at 10.99.0.1:7000");
    }

    @Test
    void theRightFindingAtTheWrongListenerIsTwoMistakes() {
        assertThat(compare("syn-flood", full("10.99.0.1:1")))
                .containsExactly(
                        "MISSED syn-queue-overflow at 10.99.0.1:7000",
                        "WRONG syn-queue-overflow at 10.99.0.1:1");
    }

    @Test
    void nothingMayBeSaidOfAHealthyOne() {
        assertThat(compare("quiet")).isEmpty();
        assertThat(compare("quiet", full(FLOODED)))
                .containsExactly("WRONG syn-queue-overflow at 10.99.0.1:7000");
    }

    @Test
    void nothingFoundIsAMistakeWhereSomethingIsWrong() {
        assertThat(compare("syn-flood"))
                .containsExactly("MISSED syn-queue-overflow at 10.99.0.1:7000");
    }

    @Test
    void othersMayOverflowMeanwhile() {
        Change packets = new Change(1, 4);
        var elsewhere =
                new HostFinding.OverflowElsewhere(
                        common(Optional.empty(), Signal.of("TcpExtListenOverflows", packets)),
                        packets);
        assertThat(compare("quiet", elsewhere)).isEmpty();
    }

    @Test
    void eachNamespaceIsAskedForItsOwn() {
        Scenario two = Scenario.named("overflow-elsewhere").orElseThrow();
        assertThat(LabPlay.compare(two, Place.HERE, List.of())).isEmpty();
        assertThat(LabPlay.compare(two, Place.ELSEWHERE, List.of()))
                .extracting(LabCheck::what)
                .contains("acceptor-stalled at 127.0.0.1:7000 in the other namespace");
    }

    @Test
    void aRowSaysWhatWasWrong() throws IOException {
        var out = new StringBuilder();
        var text = new LabText(Page.PLAIN, out);
        Scenario flood = Scenario.named("syn-flood").orElseThrow();
        text.row("syn-flood", LabPlay.compare(flood, Place.HERE, List.of(full(FLOODED))));
        text.row("syn-flood", LabPlay.compare(flood, Place.HERE, List.of()));
        text.row("quiet", List.of());
        assertThat(out)
                .hasToString(
                        """
                        right   syn-flood               syn-queue-overflow
                        WRONG   syn-flood               missed syn-queue-overflow at 10.99.0.1:7000
                        right   quiet                   nothing
                        """);
    }

    private static List<String> compare(String scenario, Finding... findings) {
        return LabPlay.compare(
                        Scenario.named(scenario).orElseThrow(), Place.HERE, List.of(findings))
                .stream()
                .map(check -> check.outcome() + " " + check.what())
                .toList();
    }

    private static Finding full(String address) {
        var signal = Signal.of("TcpExtTCPReqQFullDrop", new Change(3, 8));
        return new SynFinding.SynQueueOverflow(common(Optional.of(address), signal), 5, 17);
    }

    private static Case common(Optional<String> address, Signal signal) {
        var subject = new Subject(new Namespace(1, "host"), address, List.of());
        return new Case(Severity.CRITICAL, Confidence.CERTAIN, subject, List.of(signal));
    }
}
