package dev.raingauge.monitor.diagnose;

/**
 * Drops of one cause that the namespace counted and no listener has claimed yet. The namespace is
 * read after the listeners, so a drop between the two readings finds its listener one interval
 * later, and never later than that.
 */
final class Pending {
    private long fresh;
    private long carried;

    void add(long packets) {
        fresh += packets;
    }

    long packets() {
        return carried + fresh;
    }

    /** Those that have waited for a whole interval already. */
    long carried() {
        return carried;
    }

    /** A listener claimed some; the oldest go first. */
    void claimed(long packets) {
        long old = Math.min(carried, packets);
        carried -= old;
        fresh -= packets - old;
    }

    /** The interval is over: says how many waited for a whole one more and found nobody. */
    long expire() {
        long expired = carried;
        carried = fresh;
        fresh = 0;
        return expired;
    }

    /** Forgets what waits: nothing may be matched across a break of the counters. */
    void clear() {
        fresh = 0;
        carried = 0;
    }
}
