package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.JsonText;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.ProbeAttempt;
import dev.raingauge.monitor.analyse.ProbeAttempt.Acceptance;
import dev.raingauge.monitor.analyse.ProbeListener;
import dev.raingauge.monitor.analyse.ProbeReport;
import dev.raingauge.monitor.analyse.QueueSum;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ConnectResult;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.PeerAct;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeViewTest {
    private static final Page EIGHTY = new Page(OptionalInt.of(80), true, false);

    private static final ProbeListener FULL =
            new ProbeListener(
                    "0.0.0.0:80",
                    QueueSum.of(AcceptQueue.of(128, 128)),
                    QueueSum.of(AcceptQueue.of(129, 128)),
                    OptionalLong.of(7),
                    OptionalLong.of(11),
                    List.of(new ProcessRef(42, "ngi\u001b[2Jnx", 6)));

    private static ProbeAttempt attempt(ConnectResult result, int millis, int retransmits) {
        boolean connected = result == ConnectResult.CONNECTED;
        return new ProbeAttempt(
                "127.0.0.1:80",
                "tcp",
                result,
                connected ? 0 : 110,
                Duration.ofMillis(millis),
                OptionalInt.of(retransmits),
                connected ? Acceptance.WAITING : Acceptance.UNKNOWN,
                Optional.empty(),
                PeerAct.QUIET,
                true,
                Optional.of(FULL),
                List.of(),
                Optional.empty());
    }

    private static ProbeReport report(ProbeAttempt... attempts) {
        return new ProbeReport(
                new Look(
                        Instant.parse("2026-11-22T19:30:00.123Z"),
                        "web-1",
                        "6.18.44",
                        Set.of(Source.NETLINK),
                        true,
                        List.of()),
                new Namespace(4026531840L, "host"),
                "localhost:80",
                Duration.ofSeconds(5),
                IntStream.range(0, attempts.length)
                        .mapToObj(i -> new ProbeReport.Round(i + 1, List.of(attempts[i])))
                        .toList());
    }

    @Test
    void textAndDocumentOfADropAndARepeatedSyn() throws IOException {
        ProbeReport report =
                report(
                        attempt(ConnectResult.TIMED_OUT, 5_000, 2),
                        attempt(ConnectResult.CONNECTED, 1_030, 1));
        var text = new StringBuilder();
        for (ProbeReport.Round round : report.rounds()) {
            ProbeText.round(round, true, true, EIGHTY, text);
        }
        ProbeText.statistics(report, EIGHTY, text);
        Golden.check("probe.txt", text.toString());
        assertThat(text.toString()).doesNotContain("\u001b");
        assertThat(Arrays.asList(text.toString().split("\n", -1)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        var json = new StringBuilder();
        ProbeJson.write(report, json);
        Golden.check("probe.json", json.toString());
        assertThat(JsonText.fields(json.toString())).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource(ConnectResult.class)
    void everyEndIsExplained(ConnectResult result) {
        List<String> tcp = ProbeReasons.of(attempt(result, 1_000, 1));
        assertThat(tcp).hasSizeGreaterThan(1);
        assertThat(tcp.getLast()).contains("Listener 0.0.0.0:80", "limit 128 (FULL)", "7 -> 11");
    }

    @Test
    void aTimeoutIsBlamedOnlyOnWhatWasSeen() {
        var there = attempt(ConnectResult.TIMED_OUT, 5_000, 2);
        assertThat(ProbeReasons.of(there).getFirst()).contains("accept queue is full", "3 times");
        var roomy =
                new ProbeListener(
                        "0.0.0.0:80",
                        QueueSum.of(AcceptQueue.of(0, 128)),
                        QueueSum.of(AcceptQueue.of(0, 128)),
                        OptionalLong.of(7),
                        OptionalLong.of(7),
                        List.of());
        assertThat(timedOut(true, Optional.of(roomy))).contains("dropped nothing", "firewall");
        assertThat(timedOut(true, Optional.empty())).contains("nobody listens", "firewall");
        assertThat(timedOut(false, Optional.empty())).contains("cannot be told apart");
    }

    private static String timedOut(boolean own, Optional<ProbeListener> listener) {
        return ProbeReasons.of(
                        new ProbeAttempt(
                                "10.0.0.1:80",
                                "tcp",
                                ConnectResult.TIMED_OUT,
                                110,
                                Duration.ofSeconds(5),
                                OptionalInt.empty(),
                                Acceptance.UNKNOWN,
                                Optional.empty(),
                                PeerAct.QUIET,
                                own,
                                listener,
                                List.of(),
                                Optional.empty()))
                .getFirst();
    }

    @Test
    void percentilesAreTimesThatWereMeasured() {
        ProbeAttempt[] hundred =
                IntStream.rangeClosed(1, 100)
                        .mapToObj(i -> attempt(ConnectResult.CONNECTED, 101 - i, 0))
                        .toArray(ProbeAttempt[]::new);
        ProbeReport.Times times = report(hundred).times().orElseThrow();
        assertThat(List.of(times.min(), times.median(), times.p95(), times.p99(), times.max()))
                .extracting(Duration::toMillis)
                .containsExactly(1L, 50L, 95L, 99L, 100L);
        assertThat(report(attempt(ConnectResult.REFUSED, 1, 0)).times()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"210000, 0.21 ms", "9996000, 10.00 ms", "12400000, 12 ms", "1030000000, 1.03 s"})
    void timesAreWrittenInFewLetters(long nanos, String text) {
        assertThat(ProbeText.time(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
