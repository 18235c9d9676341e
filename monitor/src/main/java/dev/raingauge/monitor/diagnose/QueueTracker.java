package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds up what one queue does, sample by sample, in constant memory. */
final class QueueTracker {
    private int samples;
    private int waitingSamples;
    private int fullSamples;
    private long peakDepth;
    private long lastDepth;
    private boolean shrank;
    private OptionalLong limit = OptionalLong.empty();
    private boolean limitChanged;
    private @Nullable Duration fullSince;
    private Duration longestFull = Duration.ZERO;

    void add(Duration at, long depth, OptionalLong newLimit, boolean full) {
        samples++;
        waitingSamples += depth > 0 ? 1 : 0;
        fullSamples += full ? 1 : 0;
        peakDepth = Math.max(peakDepth, depth);
        shrank |= depth < lastDepth;
        lastDepth = depth;
        limitChanged |= limit.isPresent() && !limit.equals(newLimit);
        limit = newLimit;
        if (!full) {
            fullSince = null;
            return;
        }
        if (fullSince == null) {
            fullSince = at;
        }
        Duration stretch = at.minus(fullSince);
        if (stretch.compareTo(longestFull) > 0) {
            longestFull = stretch;
        }
    }

    void add(Duration at, AcceptQueue queue) {
        add(at, queue.depth(), queue.limit(), queue.full().orElse(false));
    }

    QueueTrack track() {
        return new QueueTrack(
                samples,
                waitingSamples,
                fullSamples,
                peakDepth,
                lastDepth,
                !shrank,
                limit,
                limitChanged,
                longestFull,
                fullSince != null);
    }
}
