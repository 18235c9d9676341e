package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.util.Optional;

/**
 * What limit would have held, with its arithmetic.
 *
 * @param peak the most connections seen waiting
 * @param refusedInWorstSecond overflows in the worst second; a client sends its SYN again after a
 *     second at the earliest, so within one second this is about the number of clients refused
 * @param limit {@code peak + refusedInWorstSecond}: a queue of this limit would have taken all of
 *     them
 * @param lastWouldWait how long the last one would then have waited, at the pace at which the queue
 *     was seen to be emptied; empty where no pace was seen
 */
public record Sizing(
        long peak, long refusedInWorstSecond, long limit, Optional<Duration> lastWouldWait) {
    static Sizing of(ListenerEvidence listener) {
        long peak = listener.queue().peakDepth();
        long refused = listener.drops().worstSecond();
        long limit = peak + refused;
        Duration longest = listener.waits().longest();
        Optional<Duration> last =
                peak > 0 && longest.isPositive()
                        ? Optional.of(longest.multipliedBy(limit + 1).dividedBy(peak))
                        : Optional.empty();
        return new Sizing(peak, refused, limit, last);
    }
}
