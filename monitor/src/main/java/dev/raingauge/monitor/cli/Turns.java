package dev.raingauge.monitor.cli;

import java.time.Duration;

/**
 * When a dear look is due again: at its interval, and not before it has rested for some times its
 * own cost.
 */
final class Turns {
    private static final int REST = 9;

    private final Duration interval;
    private Duration next = Duration.ZERO;

    Turns(Duration interval) {
        this.interval = interval;
    }

    /** Whether it is due at {@code at} of an observation. */
    boolean due(Duration at) {
        return at.compareTo(next) >= 0;
    }

    /** It was done. */
    void done(Duration began, Duration ended) {
        Duration rest = ended.minus(began).multipliedBy(REST);
        next = began.plus(rest.compareTo(interval) > 0 ? rest : interval);
    }
}
