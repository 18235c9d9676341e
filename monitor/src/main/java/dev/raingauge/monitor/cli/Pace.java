package dev.raingauge.monitor.cli;

import java.time.Duration;

/** Time as an observation feels it: a clock that never jumps, and a way to wait. */
interface Pace {
    /** Since any fixed moment. */
    Duration now();

    /** Waits; shorter if interrupted. */
    void pause(Duration time);

    /** That of a machine that is recorded, or that of a recording: nobody waits for it. */
    static Pace of(Session session) {
        return new Pace() {
            @Override
            public Duration now() {
                return Duration.ofNanos(session.tape().ticks());
            }

            @Override
            public void pause(Duration time) {
                if (!session.plays()) {
                    REAL.pause(time);
                }
            }
        };
    }

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
