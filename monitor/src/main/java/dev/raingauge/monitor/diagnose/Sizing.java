package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.util.Optional;

/**
 * What limit would have held, with its arithmetic.
 *
 * @param held connections in the queue when it overflowed: it was full, so one more than its limit,
 *     whatever the samples saw
 * @param refusedInWorstSecond overflows in the worst second; a client sends its SYN again after a
 *     second at the earliest, so within one second this is about the number of clients refused
 * @param limit {@code held + refusedInWorstSecond}: a queue of this limit would have taken all of
 *     them
 * @param lastWouldWait how long the last one would then have waited, at the pace at which the queue
 *     was seen to be emptied; empty where no pace was seen
 */
public record Sizing(
        long held, long refusedInWorstSecond, long limit, Optional<Duration> lastWouldWait) {
    static Sizing of(ListenerEvidence listener, QueueTrack queue) {
        long peak = queue.peakDepth();
        long held =
                queue.limit().isPresent() ? Math.max(peak, queue.limit().getAsLong() + 1) : peak;
        long refused = listener.drops().worstSecond();
        long limit = held + refused;
        Duration longest = listener.waits().longest();
        Optional<Duration> last =
                peak > 0 && longest.isPositive()
                        ? Optional.of(longest.multipliedBy(limit + 1).dividedBy(peak))
                        : Optional.empty();
        return new Sizing(held, refused, limit, last);
    }
}
