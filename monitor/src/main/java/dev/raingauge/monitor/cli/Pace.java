package dev.raingauge.monitor.cli;

import java.time.Duration;

/** Time as an observation feels it: a clock that never jumps, and a way to wait. */
interface Pace {
    /** Since any fixed moment. */
    Duration now();

    /** Waits; shorter if interrupted. */
    void pause(Duration time);

    /** That of the machine. */
    Pace REAL =
            new Pace() {
                @Override
                public Duration now() {
                    return Duration.ofNanos(System.nanoTime());
                }

                @Override
                public void pause(Duration time) {
                    try {
                        Thread.sleep(time.isNegative() ? Duration.ZERO : time);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
}
