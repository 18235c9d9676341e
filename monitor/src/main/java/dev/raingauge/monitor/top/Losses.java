package dev.raingauge.monitor.top;

import dev.raingauge.monitor.diagnose.DropShare;
import java.time.Duration;

/**
 * What a listener has dropped for which reason, and in how much time. Unit: packets; a client that
 * is refused sends several.
 *
 * @param acceptQueue because its accept queue was full
 * @param synQueue because its SYN queue was full
 * @param other for want of room or memory before that: {@code ListenDrops} without a counter of its
 *     own
 * @param noise what was no connection: scans, stray segments, ACKs to a listener that waits for
 *     data
 */
record Losses(Duration over, long acceptQueue, long synQueue, long other, long noise) {
    static final Losses NONE = new Losses(Duration.ZERO, 0, 0, 0, 0);

    static Losses of(DropShare share, Duration over) {
        return new Losses(
                over,
                share.overflows(),
                share.synQueue(),
                share.other(),
                // A dropped final ACK counts twice with the listener and once as an overflow.
                Math.max(0, share.noise() - share.overflows())
                        + share.deferred()
                        + share.scanned());
    }

    Losses plus(Losses more) {
        return new Losses(
                over.plus(more.over),
                acceptQueue + more.acceptQueue,
                synQueue + more.synQueue,
                other + more.other,
                noise + more.noise);
    }

    /** What came since an earlier reading of the same observation. */
    Losses since(Losses earlier) {
        return new Losses(
                over.minus(earlier.over),
                Math.max(0, acceptQueue - earlier.acceptQueue),
                Math.max(0, synQueue - earlier.synQueue),
                Math.max(0, other - earlier.other),
                Math.max(0, noise - earlier.noise));
    }

    /** Packets that connections were lost with. */
    long lost() {
        return acceptQueue + synQueue + other;
    }

    /** Per second; 0 where there was no time. */
    double rate(long packets) {
        return over.isPositive() ? packets * 1e9 / over.toNanos() : 0;
    }
}
