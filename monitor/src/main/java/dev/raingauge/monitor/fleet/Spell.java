package dev.raingauge.monitor.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A time in which something went on.
 *
 * @param begun empty: before the period that was asked about
 * @param last when it was seen last
 * @param now whether it still goes on
 */
public record Spell(Optional<Instant> begun, Instant last, boolean now) {
    /** What comes again so soon has not ended; also the longest that a server may be without it. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    /** Two scrapes of the slowest usual pace. */
    private static final Duration RECENT = Duration.ofMinutes(2);

    /**
     * The last spell of some events.
     *
     * @param seconds when they were seen, the oldest first, in seconds since 1970
     * @param from the begin of the period
     * @param end its end, which is now
     */
    static Optional<Spell> of(List<Double> seconds, Instant from, Instant end, Duration step) {
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        double last = seconds.getLast();
        double begun = last;
        for (double at : seconds.reversed()) {
            if (begun - at > PAUSE.toSeconds()) {
                break;
            }
            begun = at;
        }
        boolean before = begun <= from.getEpochSecond() + step.toSeconds();
        return Optional.of(
                new Spell(
                        before ? Optional.empty() : Optional.of(instant(begun)),
                        instant(last),
                        !instant(last).plus(RECENT).isBefore(end)));
    }

    /** Of two things about one place: from when the first of them began, if both go on. */
    Spell with(Spell other) {
        if (now != other.now) {
            return now ? this : other;
        }
        boolean before = begun.isEmpty() || other.begun.isEmpty();
        Instant first = begun.orElse(last);
        Instant others = other.begun.orElse(last);
        return new Spell(
                before ? Optional.empty() : Optional.of(first.isBefore(others) ? first : others),
                last.isAfter(other.last) ? last : other.last,
                now);
    }

    static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }
}
