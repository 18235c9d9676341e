package dev.raingauge.monitor.diagnose;

import java.time.Duration;

/**
 * How long connections wait in one accept queue, and whether it is always the same ones.
 *
 * <p>The queue is first in, first out, so while its head stays nothing was accepted. A connection
 * that its client reset has left the dumps and not the queue; it was not accepted either.
 *
 * @param looks how often the waiting connections were looked at, only while there were any
 * @param stillLooks how many of the last looks, without a break, saw nothing accepted
 * @param stillFor the time between the first and the last of those
 * @param longestStill the longest such stretch before them: how long the application usually takes
 *     from one accept to the next, when it is slow
 * @param left how many connections were seen to leave the queue between two looks
 * @param nobodyCame whether over those same looks the shortest wait grew as fast as the clock: no
 *     connection was added
 * @param longest the longest wait seen
 * @param median the median, over all looks, of the median wait in the queue
 * @param lastClientsGone in the last look, connections whose client had closed already
 * @param lastWaiting in the last look, connections that waited
 */
public record WaitTrack(
        int looks,
        int stillLooks,
        Duration stillFor,
        Duration longestStill,
        long left,
        boolean nobodyCame,
        Duration longest,
        Duration median,
        long lastClientsGone,
        long lastWaiting) {
    public static final WaitTrack NONE =
            new WaitTrack(
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ZERO,
                    0,
                    false,
                    Duration.ZERO,
                    Duration.ZERO,
                    0,
                    0);
}
