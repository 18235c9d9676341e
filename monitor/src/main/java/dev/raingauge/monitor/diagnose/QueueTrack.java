package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How one accept queue behaved over several samples. Unit of depths: connections.
 *
 * @param samples how often it was looked at
 * @param waitingSamples in how many of them somebody waited
 * @param fullSamples in how many of them it was full, depth above limit
 * @param peakDepth the most that was seen waiting; between two samples it may have been more
 * @param lastDepth in the last sample
 * @param neverShrank whether no sample saw fewer than the one before
 * @param limit in the last sample; empty where the source does not tell
 * @param limitChanged whether the limit was another one before: listen() was called again
 * @param longestFull the longest stretch between two samples, and all samples between them, in
 *     which it was full
 * @param fullAtEnd whether the last sample saw it full
 */
public record QueueTrack(
        int samples,
        int waitingSamples,
        int fullSamples,
        long peakDepth,
        long lastDepth,
        boolean neverShrank,
        OptionalLong limit,
        boolean limitChanged,
        Duration longestFull,
        boolean fullAtEnd) {
    /** The part of the samples in which somebody waited, 0 to 1; 0 if it was never looked at. */
    public double waitingShare() {
        return samples == 0 ? 0 : (double) waitingSamples / samples;
    }

    /**
     * The fullest it was: 1 is the limit's last place, more is full; as if no limit where unknown.
     */
    double peakUse() {
        return peakDepth / (limit.orElse(0) + 1.0);
    }

    public boolean everFull() {
        return fullSamples > 0;
    }
}
