package dev.raingauge.monitor.diagnose;

/**
 * One listening socket's account in the {@link DropLedger}: what it dropped, and for which reason
 * as far as is known.
 */
final class DropAccount {
    private static final int NEVER = Integer.MIN_VALUE / 2;

    /** Whether the kernel tells this socket's own drops at all. */
    private boolean counted;

    /** Own drops of this interval and the one before that no cause has claimed yet. */
    private long fresh;

    private long stale;
    private boolean full;
    private boolean everFull;
    private boolean waiting;

    private long own;
    private long overflows;
    private long synQueue;
    private long other;
    private long noise;
    private Confidence confidence = Confidence.CERTAIN;

    private int second = NEVER;
    private long thisSecond;
    private long worstSecond;
    private int secondsRunning;

    /** One sample: what the own counter grew by since the last one, and how the queue looked. */
    void saw(long grown, boolean isCounted, boolean isFull, boolean isWaiting) {
        counted = isCounted;
        fresh += grown;
        own += grown;
        full |= isFull;
        everFull |= isFull;
        waiting |= isWaiting;
    }

    /**
     * Own drops that are still to be explained; a socket that does not count its drops may explain
     * any while full.
     */
    long credit() {
        if (counted) {
            return stale + fresh;
        }
        return full ? Long.MAX_VALUE / 4 : 0;
    }

    boolean full() {
        return full;
    }

    boolean everFull() {
        return everFull;
    }

    boolean waiting() {
        return waiting;
    }

    void claimOverflows(long packets, Confidence sure, int atSecond) {
        spend(packets);
        overflows += packets;
        confidence = confidence.atMost(sure);
        if (atSecond != second) {
            secondsRunning = atSecond == second + 1 ? secondsRunning + 1 : 1;
            second = atSecond;
            thisSecond = 0;
        }
        thisSecond += packets;
        worstSecond = Math.max(worstSecond, thisSecond);
    }

    void claimSynQueue(long packets) {
        spend(packets);
        synQueue += packets;
    }

    void claimOther(long packets) {
        spend(packets);
        other += packets;
    }

    private void spend(long packets) {
        long fromStale = Math.min(stale, packets);
        stale -= fromStale;
        fresh = Math.max(0, fresh - (packets - fromStale));
    }

    /**
     * The interval is over: what was not claimed for two intervals was no drop that the namespace
     * knows of.
     */
    void close() {
        noise += stale;
        stale = fresh;
        fresh = 0;
        full = false;
        waiting = false;
    }

    DropShare share(int nowSecond) {
        boolean running = nowSecond - second <= 1;
        return new DropShare(
                own,
                overflows,
                synQueue,
                other,
                noise + stale + fresh,
                confidence,
                worstSecond,
                running ? secondsRunning : 0);
    }
}
