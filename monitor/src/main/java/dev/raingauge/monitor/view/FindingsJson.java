package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.QueueFinding.AcceptQueueOverflow;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.diagnose.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The document of {@code doctor --json}. */
public final class FindingsJson {
    private FindingsJson() {}

    /**
     * Writes it.
     *
     * @param observed how long was looked
     */
    public static void write(
            Look look, Duration observed, Verdict verdict, List<Finding> findings, Appendable out)
            throws IOException {
        JsonDocument json = JsonDocument.begin(look);
        json.fraction("observedSeconds", observed.toMillis() / 1000.0);
        json.text("verdict", verdict.label());
        json.list("findings", findings, FindingsJson::finding);
        out.append(json.end());
    }

    /**
     * Writes the document of {@code /api/findings}: as the doctor's, and each finding also has
     * {@code begun}, {@code lastSeen} and {@code ended}, null while it lasts. The verdict is about
     * those that last.
     *
     * @param window how much of the past was judged, at most
     */
    public static void writeEpisodes(
            Look look, Duration window, List<Episode> episodes, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin(look);
        json.fraction("observedSeconds", window.toMillis() / 1000.0);
        List<Finding> lasting =
                episodes.stream().filter(Episode::lasts).map(Episode::finding).toList();
        json.text("verdict", Verdict.of(lasting).label());
        json.list("findings", episodes, FindingsJson::episode);
        out.append(json.end());
    }

    /**
     * A finding of the past.
     *
     * @param lastSeen when it was last found
     * @param ended empty while it lasted
     * @param json what {@link #text} made of it
     */
    public record Past(
            Instant begun,
            Instant lastSeen,
            Optional<Instant> ended,
            Severity severity,
            String json) {}

    /** The members of a finding, as an object on one line: for those who keep it. */
    public static String text(Finding finding) {
        JsonDocument json = JsonDocument.begin();
        members(json, finding);
        return json.end().strip();
    }

    /** What happens, in one sentence. */
    public static String summary(Finding finding) {
        return FindingTexts.of(finding).summary();
    }

    /** Writes the document of {@code /api/findings?at=} and {@code ?from=}: the same fields. */
    public static void writePast(Look look, Duration window, List<Past> findings, Appendable out)
            throws IOException {
        JsonDocument json = JsonDocument.begin(look);
        json.fraction("observedSeconds", window.toMillis() / 1000.0);
        json.text(
                "verdict",
                Verdict.ofSeverities(
                                findings.stream()
                                        .filter(past -> past.ended().isEmpty())
                                        .map(Past::severity)
                                        .toList())
                        .label());
        json.list("findings", findings, FindingsJson::past);
        out.append(json.end());
    }

    private static void past(JsonDocument json, Past past) {
        JsonDocument head = JsonDocument.begin();
        head.text("begun", Timestamp.of(past.begun()));
        head.text("lastSeen", Timestamp.of(past.lastSeen()));
        head.text("ended", past.ended().map(Timestamp::of));
        String before = head.end().strip();
        json.raw(before.substring(0, before.length() - 1) + "," + past.json().substring(1));
    }

    private static void episode(JsonDocument json, Episode episode) {
        json.object(() -> {
            json.text("begun", Timestamp.of(episode.begun()));
            json.text("lastSeen", Timestamp.of(episode.lastSeen()));
            json.text("ended", episode.ended().map(Timestamp::of));
            members(json, episode.finding());
        });
    }

    private static void finding(JsonDocument json, Finding finding) {
        json.object(() -> members(json, finding));
    }

    private static void members(JsonDocument json, Finding finding) {
        Subject subject = finding.common().subject();
        Advice advice = FindingTexts.of(finding);
        json.text("rule", finding.rule());
        json.text("severity", finding.common().severity().label());
        json.text("confidence", finding.common().confidence().label());
        json.namespace(subject.namespace());
        json.text("address", subject.address());
        json.list(
                "processes",
                subject.processes(),
                (_, process) ->
                        json.object(() -> {
                            json.number("pid", process.pid());
                            json.text("name", process.name());
                        }));
        json.text("cause", cause(finding));
        json.list("evidence", finding.common().evidence(), FindingsJson::signal);
        json.text("summary", advice.summary());
        json.list("remedy", advice.remedy(), JsonDocument::value);
        json.list("notHelpful", advice.notHelpful(), JsonDocument::value);
        json.list("checks", advice.checks(), JsonDocument::value);
    }

    /** The rule that explains an overflow, found on the same address. */
    static Optional<String> cause(Finding finding) {
        return finding instanceof AcceptQueueOverflow overflow
                ? overflow.cause()
                : Optional.empty();
    }

    private static void signal(JsonDocument json, Signal signal) {
        json.object(() -> {
            json.text("signal", signal.name());
            if (signal.before().isPresent()) {
                number(json, "before", signal.before().getAsDouble());
            } else {
                json.nothing("before");
            }
            number(json, "after", signal.after());
        });
    }

    /** A count is written without a point. */
    private static void number(JsonDocument json, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.number(name, (long) value);
        } else {
            json.fraction(name, value);
        }
    }
}
