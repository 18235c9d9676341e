package dev.raingauge.monitor.diagnose;

/**
 * One listening socket's account in the {@link DropLedger}: what it dropped, and for which reason
 * as far as is known.
 */
final class DropAccount {
    private static final int NEVER = Integer.MIN_VALUE / 2;

    /** More than any interval drops, small enough that a few of them can be added up. */
    private static final long ANY = Long.MAX_VALUE / 1024;

    /** Whether the kernel tells this socket's own drops at all. */
    private boolean counted;

    /** Own drops of this interval that no cause has claimed yet. */
    private long fresh;

    // Of this interval, the samples at its two ends included.
    private boolean full;
    private boolean waiting;
    private boolean fullNow;
    private boolean waitingNow;

    private boolean everFull;
    private boolean synQueueFull;
    private boolean halfOpen;

    private long first;
    private long own;
    private long overflows;
    private long synQueue;
    private long other;
    private long deferred;
    private long scanned;
    private long noise;
    private long forgiven;
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
        fullNow = isFull;
        waitingNow = isWaiting;
        full |= isFull;
        everFull |= isFull;
        waiting |= isWaiting;
    }

    /** What the own counter said when it was first seen. */
    void began(long drops) {
        first = drops;
    }

    /** The last look at half-open requests. */
    void sawHalfOpen(long requests, long limit) {
        halfOpen = requests > 0;
        synQueueFull = requests > 0 && requests >= limit;
    }

    /** Own drops of this interval that are still to be explained. */
    long credit() {
        return fresh;
    }

    /**
     * As {@link #credit}, but a socket that does not count its drops may explain any while full.
     */
    long overflowCredit() {
        return counted ? fresh : full ? ANY : 0;
    }

    long own() {
        return own;
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

    boolean halfOpen() {
        return halfOpen;
    }

    boolean synQueueFull() {
        return synQueueFull;
    }

    /**
     * Whether its own drops have come when the namespace counted some too. A dropped final ACK
     * counts twice here and once there; anything beyond is a scan or a stray segment.
     */
    boolean clean() {
        return noise + deferred + scanned - forgiven <= overflows + synQueue + other;
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

    void claimDeferred(long packets) {
        spend(packets);
        deferred += packets;
    }

    void claimScanned(long packets) {
        spend(packets);
        scanned += packets;
    }

    private void spend(long packets) {
        fresh = Math.max(0, fresh - packets);
    }

    /** The interval is over: what was not claimed in it was no drop that the namespace knows of. */
    void close() {
        noise += fresh;
        fresh = 0;
        full = fullNow;
        waiting = waitingNow;
    }

    /**
     * As {@link #close}, after the first interval: what was dropped between the very first readings
     * of the two counters has no partner, and that is nobody's fault.
     */
    void closeFirst() {
        close();
        forgiven = noise;
    }

    /** The socket is no longer there. */
    void leave() {
        fullNow = false;
        waitingNow = false;
    }

    DropShare share(int nowSecond) {
        boolean running = nowSecond - second <= 1;
        return new DropShare(
                first,
                own,
                overflows,
                synQueue,
                other,
                deferred,
                scanned,
                noise + fresh,
                confidence,
                worstSecond,
                running ? secondsRunning : 0);
    }
}
