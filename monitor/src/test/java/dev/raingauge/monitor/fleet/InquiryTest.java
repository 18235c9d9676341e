package dev.raingauge.monitor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Verdict;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** From answers to ranked troubles. */
class InquiryTest {
    private static final String A = " job=rg instance=a:1 namespace=host";
    private static final String B = " job=rg instance=b:1 namespace=shop";
    private static final String OVERFLOWS = Queries.COUNTER + " counter=" + Queries.OVERFLOWS;

    private static Script fleet() {
        return new Script()
                .answer("census", "raingauge_figure=hosts : 20", "raingauge_figure=listeners : 99");
    }

    private static FleetReport ask(Script script, String... matchers) throws FleetException {
        return new Inquiry(
                        script,
                        "http://p:9090",
                        LabelMatcher.parse(List.of(matchers)),
                        Duration.ofHours(1))
                .report(Instant.EPOCH);
    }

    private static List<String> rows(FleetReport report) {
        List<String> rows = new ArrayList<>();
        for (Trouble one : report.troubles()) {
            String lost =
                    one.loss().packets().isPresent() ? "" + one.loss().packets().getAsLong() : "?";
            rows.add(
                    "%s %s %s %s lost %s"
                            .formatted(
                                    one.severity().label(),
                                    one.place().host().name(),
                                    one.place().namespace(),
                                    one.place().address(),
                                    lost));
        }
        return rows;
    }

    @Test
    void aQuietFleetIsAskedFourQuestions() throws FleetException {
        Script script = fleet();
        FleetReport report = ask(script);
        assertThat(script.asked).containsExactly("census", "unseen", "findings", "losses");
        assertThat(report.verdict()).isEqualTo(Verdict.OK);
        assertThat(report.hosts()).isEqualTo(20);
        assertThat(report.listeners()).isEqualTo(99);
        assertThat(report.time()).isEqualTo(Instant.ofEpochSecond(Script.NOW));
    }

    /** An agent looks at its counters one after the other, and a scrape may come in between. */
    @Test
    void aCounterThatGrowsAScrapeLaterIsOfTheSameBurst() throws FleetException {
        Script script =
                fleet().answer("losses", "counter=" + Queries.OVERFLOWS + B + " : 10")
                        .answer("drops", "protocol=tcp" + B + " address=:80 : 10")
                        .answer(
                                "course",
                                OVERFLOWS + B + " : 5 5 5 15",
                                Queries.DROPS + " protocol=tcp" + B + " address=:80 : 7 7 17 17");
        assertThat(rows(ask(script))).containsExactly("warning b:1 shop :80 lost 10");
    }

    /** What the alert calls stale is not seen here. */
    @Test
    void oldIsWhatTheAlertCallsStale() throws IOException {
        Path rules =
                Path.of(
                        System.getProperty("raingauge.root", ".."),
                        "packaging/prometheus/raingauge.rules.yml");
        String question =
                new Queries(new Selection(List.of()), Duration.ofHours(1)).unseen().promql();
        Matcher bound =
                Pattern.compile("raingauge_pass_age_seconds\\{depth=\"queues\"} > \\d+")
                        .matcher(Files.readString(rules));
        assertThat(bound.find()).isTrue();
        assertThat(question).contains(bound.group() + ",");
    }

    @Test
    void findingsQueuesAndLossesOfOneListenerAreOneRow() throws FleetException {
        String at = B + " address=:80";
        Script script =
                fleet().answer(
                                "findings",
                                "rule=acceptor-stalled severity=critical" + at + " : 2",
                                "rule=accept-queue-overflow severity=critical" + at + " : 2",
                                "rule=accept-queue-overflow severity=warning" + at + " : 1")
                        .answer("losses", "counter=" + Queries.OVERFLOWS + B + " : 30.2")
                        .answer("drops", "protocol=tcp" + at + " : 44.9")
                        .answer(
                                "course",
                                OVERFLOWS + B + " : 5 5 15 35",
                                Queries.DROPS + " protocol=tcp" + at + " : 7 9 19 51",
                                Queries.FINDING
                                        + " rule=acceptor-stalled severity=critical"
                                        + at
                                        + " : - - 1 1",
                                Queries.FINDING
                                        + " rule=accept-queue-overflow severity=warning"
                                        + at
                                        + " : - 1 - -")
                        .answer(
                                "now",
                                Queries.QUEUE + " protocol=tcp" + at + " : 129",
                                Queries.LIMIT + " protocol=tcp" + at + " : 128",
                                Queries.INFO + " protocol=tcp process=java,sh" + at + " : 1")
                        .answer(
                                "period",
                                "raingauge_figure=peak protocol=tcp" + at + " : 129",
                                "raingauge_figure=full protocol=tcp" + at + " : 0.25",
                                "raingauge_figure=mean protocol=tcp" + at + " : NaN",
                                "raingauge_figure=longest protocol=tcp" + at + " : 60");
        FleetReport report = ask(script);
        assertThat(rows(report)).containsExactly("critical b:1 shop :80 lost 30");
        Trouble trouble = report.troubles().getFirst();
        assertThat(trouble.loss().drops()).hasValue(44);
        assertThat(trouble.loss().overflows()).hasValue(30);
        assertThat(trouble.loss().synQueueDrops()).isEmpty();
        assertThat(trouble.figures().depth()).hasValue(129);
        assertThat(trouble.figures().full()).contains(true);
        assertThat(trouble.figures().fullShare()).hasValue(0.25);
        assertThat(trouble.figures().meanWait()).isEmpty();
        assertThat(trouble.figures().longestWait()).hasValue(60);
        assertThat(trouble.process()).contains("java,sh");
        assertThat(trouble.protocol()).contains("tcp");
        assertThat(trouble.findings())
                .extracting(FleetReport.Found::rule)
                .containsExactly("accept-queue-overflow", "acceptor-stalled");
        assertThat(trouble.findings().getFirst().severity()).isEqualTo(Severity.CRITICAL);
        Spell spell = trouble.spell().orElseThrow();
        assertThat(spell.now()).isTrue();
        assertThat(spell.begun()).contains(Instant.ofEpochSecond(Script.NOW - 120));
        assertThat(report.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(script.asked).hasSize(8);
    }

    @Test
    void aScanIsNoTrouble() throws FleetException {
        Script script =
                fleet().answer("losses", "counter=" + Queries.OVERFLOWS + B + " : 3")
                        .answer(
                                "drops",
                                "protocol=tcp address=:80" + B + " : 3",
                                "protocol=tcp address=:22" + B + " : 500",
                                "protocol=tcp address=:22" + A + " : 500")
                        .answer(
                                "course",
                                OVERFLOWS + B + " : 0 0 0 0 3",
                                Queries.DROPS + " protocol=tcp address=:80" + B + " : 0 0 0 0 3",
                                Queries.DROPS
                                        + " protocol=tcp address=:22"
                                        + B
                                        + " : 0 500 500 500 500");
        assertThat(rows(ask(script))).containsExactly("warning b:1 shop :80 lost 3");
    }

    @Test
    void aLossThatNoListenerExplainsIsTheNamespaces() throws FleetException {
        Script script =
                fleet().answer("losses", "counter=" + Queries.OVERFLOWS + A + " : 3")
                        .answer("course", OVERFLOWS + A + " : 0 4 4 4");
        assertThat(rows(ask(script))).containsExactly("warning a:1 host  lost 4");
        assertThat(ask(script).troubles().getFirst().spell().orElseThrow().now()).isTrue();
        assertThat(rows(ask(script, "address=:80"))).isEmpty();
    }

    @Test
    void whatAListenerHasIsNotTheNamespacesOnceMore() throws FleetException {
        Script script =
                fleet().answer(
                                "findings",
                                "rule=x severity=critical address=:1" + A + " : 2",
                                "rule=x severity=warning" + A + " : 1",
                                "rule=x severity=warning" + B + " : 1");
        assertThat(rows(ask(script)))
                .containsExactly("critical a:1 host :1 lost ?", "warning b:1 shop  lost ?");
    }

    @Test
    void severityComesBeforeLoss() throws FleetException {
        Script script =
                fleet().answer(
                                "findings",
                                "rule=close-wait-leak severity=critical address=:9" + A + " : 2",
                                "rule=x severity=warning address=:1" + A + " : 1",
                                "rule=x severity=warning address=:2" + B + " : 1")
                        .answer(
                                "course",
                                OVERFLOWS + B + " : 0 9",
                                Queries.DROPS + " address=:2" + B + " : 0 9",
                                OVERFLOWS + A + " : 0 5",
                                Queries.DROPS + " address=:1" + A + " : 0 5");
        assertThat(rows(ask(script)))
                .containsExactly(
                        "critical a:1 host :9 lost ?",
                        "warning b:1 shop :2 lost 9",
                        "warning a:1 host :1 lost 5");
    }

    @Test
    void aDatagramSocketIsNotTheListenerOfThatAddress() throws FleetException {
        Script script =
                fleet().answer(
                                "findings",
                                "rule=udp-receive-drops severity=warning address=:53" + A + " : 1")
                        .answer("now", Queries.QUEUE + " protocol=tcp address=:53" + A + " : 7");
        assertThat(ask(script).troubles().getFirst().figures().depth()).isEmpty();
    }

    @Test
    void aNamespaceLabelOfTheTargetIsTheTargets() throws FleetException {
        String pod = " job=rg instance=a:1 namespace=k8s exported_namespace=pod-7";
        Script script =
                fleet().answer("findings", "rule=x severity=warning address=:1" + pod + " : 1")
                        .answer("now", Queries.QUEUE + " protocol=tcp address=:1" + pod + " : 7");
        Trouble trouble = ask(script).troubles().getFirst();
        assertThat(trouble.place().namespace()).isEqualTo("pod-7");
        assertThat(trouble.place().host().labels()).containsEntry("namespace", "k8s");
        assertThat(trouble.figures().depth()).hasValue(7);
    }

    @Test
    void whoCannotBeLookedAtIsNamed() throws FleetException {
        FleetReport report =
                ask(
                        fleet().answer(
                                        "unseen",
                                        "up raingauge_figure=down job=rg instance=c:1 : 0",
                                        "raingauge_figure=old job=rg instance=b:1 depth=queues : 77",
                                        "raingauge_figure=gone job=rg instance=a:1 : 1"));
        assertThat(report.unseen())
                .extracting(one -> one.host().name() + " " + one.reason())
                .containsExactly("a:1 GONE", "b:1 OLD", "c:1 DOWN");
        assertThat(report.unseen().get(1).age()).contains(Duration.ofSeconds(77));
        assertThat(report.verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void whatIsMissingIsSaid() throws FleetException {
        Script script =
                fleet().warn("a store is away")
                        .answer("findings", "rule=x severity=warning address=:1" + A + " : 1")
                        .fail("period", "p: it says: unknown function");
        FleetReport report = ask(script);
        assertThat(rows(report)).containsExactly("warning a:1 host :1 lost ?");
        assertThat(report.gaps())
                .containsExactly(
                        "a store is away", "fullness and waits: p: it says: unknown function");
    }

    /** With --watch one inquiry asks again and again. */
    @Test
    void whatWasMissingIsForgottenWhenItIsThereAgain() throws FleetException {
        Script script = fleet().warn("a store is away");
        var inquiry = new Inquiry(script, "http://p:9090", List.of(), Duration.ofHours(1));
        assertThat(inquiry.report(Instant.EPOCH).gaps()).containsExactly("a store is away");
        script.recover();
        assertThat(inquiry.report(Instant.EPOCH).gaps()).isEmpty();
    }

    @Test
    void manyTroublesAreBounded() throws FleetException {
        String[] many = new String[Queries.MOST];
        for (int i = 0; i < many.length; i++) {
            many[i] = "rule=x severity=warning address=:" + i + A + " : 1";
        }
        Script script = fleet().answer("findings", many);
        FleetReport report = ask(script);
        assertThat(script.longest).isLessThan(5_000); // it names a hundred places, not all
        assertThat(report.troubles()).hasSize(Queries.MOST);
        assertThat(report.gaps()).hasSize(2).anyMatch(gap -> gap.contains("last 400 of 500"));
    }

    @Test
    void nobodyThereIsNoCalm() throws FleetException {
        assertThat(ask(new Script()).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThatThrownBy(() -> ask(fleet().fail("losses", "late")))
                .isInstanceOf(FleetException.class)
                .hasMessage("late");
    }
}
