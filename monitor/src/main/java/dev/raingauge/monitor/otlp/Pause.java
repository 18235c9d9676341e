package dev.raingauge.monitor.otlp;

import java.time.Duration;

/** How long to wait for the next push. */
final class Pause {
    private static final Duration FIRST = Duration.ofSeconds(5);

    /** A collector that asks for more patience is asked again after this. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private Pause() {}

    /**
     * Longer and longer up to the interval while nobody takes the figures, and as long as the
     * collector wishes.
     *
     * @param failures pushes in a row that did not work
     * @param took how long this push took
     * @param chance from 0 to 1: a fleet shall not come back at the same moment
     */
    static Duration after(
            Outcome outcome, int failures, Duration interval, Duration took, double chance) {
        return switch (outcome) {
            case Outcome.Accepted _ -> atLeast(interval.minus(took), Duration.ZERO);
            case Outcome.Refused _ -> interval;
            case Outcome.Busy busy when busy.after().isPresent() ->
                    spread(
                            atLeast(
                                    atMost(busy.after().get(), LONGEST),
                                    atMost(interval, Duration.ofSeconds(1))),
                            chance);
            case Outcome.Busy _, Outcome.Unreachable _ ->
                    spread(
                            atMost(
                                    FIRST.multipliedBy(1L << Math.clamp(failures - 1, 0, 16)),
                                    interval),
                            chance);
        };
    }

    /** Up to a quarter more: less would be earlier than the collector wishes. */
    private static Duration spread(Duration pause, double chance) {
        return pause.plusMillis((long) (pause.toMillis() * chance / 4));
    }

    private static Duration atMost(Duration one, Duration most) {
        return one.compareTo(most) > 0 ? most : one;
    }

    private static Duration atLeast(Duration one, Duration least) {
        return one.compareTo(least) < 0 ? least : one;
    }
}
