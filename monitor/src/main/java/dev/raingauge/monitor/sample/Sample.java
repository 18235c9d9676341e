package dev.raingauge.monitor.sample;

import java.time.Duration;
import java.time.Instant;

/**
 * What one look saw, and what it cost.
 *
 * @param value what was seen
 * @param time when the look ended, by the wall clock
 * @param nanos the same by the ticker: ages are measured with it
 * @param duration how long the look took
 * @param cpu the CPU time it took
 */
public record Sample<T>(T value, Instant time, long nanos, Duration duration, Duration cpu) {
    /** How old it is at {@code now} of the same ticker. */
    public Duration age(long now) {
        return Duration.ofNanos(Math.max(0, now - nanos));
    }
}
