package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Gap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was seen over some time, of a listener or of one side of a namespace.
 *
 * @param from the beginning of the first step
 * @param to the end of the last step
 * @param stepSeconds how long each step is
 * @param series those of which something is known; each has as many steps as fit
 * @param marks what changed, oldest first
 * @param findings what was found, the one that began first first
 */
public record HistoryReport(
        Instant from,
        Instant to,
        long stepSeconds,
        List<TimeSeries> series,
        List<Mark> marks,
        List<Spell> findings,
        List<Gap> gaps) {
    public HistoryReport {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
    }

    public int steps() {
        return (int) ((to.getEpochSecond() - from.getEpochSecond()) / stepSeconds);
    }

    /**
     * A change at a moment.
     *
     * @param kind {@code limit}, {@code owner}, {@code restart}, {@code gone}, {@code appeared}
     */
    public record Mark(Instant time, String kind, String text) {}

    /**
     * A finding while it lasted.
     *
     * @param end empty while it lasts
     */
    public record Spell(
            String rule,
            String severity,
            String namespace,
            Optional<String> address,
            Instant begin,
            Optional<Instant> end,
            String summary) {}
}
