package dev.raingauge.monitor.diagnose;

import java.time.Duration;

/**
 * Where rules draw their lines. The kernel knows none of these: they are our proposals.
 *
 * @param criticalFull a queue that is full for so long is no passing burst
 * @param criticalSeconds overflows in so many seconds in a row are none either
 * @param stalledLooks nothing accepted in so many looks in a row
 * @param stalledFor and over at least this time
 * @param stalledTimes and, where accepts do come, over so many times the longest pause between them
 * @param slowMedian a median wait that clients notice
 * @param mostly somebody waits in more than this part of the samples
 * @param burstWait nobody waits as long as this in a burst
 * @param imbalance a full member of a REUSEPORT group beside others at most this full
 */
public record Thresholds(
        Duration criticalFull,
        int criticalSeconds,
        int stalledLooks,
        Duration stalledFor,
        int stalledTimes,
        Duration slowMedian,
        double mostly,
        Duration burstWait,
        double imbalance) {
    public static final Thresholds DEFAULT =
            new Thresholds(
                    Duration.ofSeconds(10),
                    3,
                    3,
                    Duration.ofSeconds(2),
                    3,
                    Duration.ofMillis(100),
                    0.5,
                    Duration.ofSeconds(1),
                    0.25);
}
