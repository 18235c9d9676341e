package dev.raingauge.monitor.top;

import java.util.Arrays;

/**
 * The last seconds of one listener: in each the most that was seen waiting, and how many packets it
 * dropped. What was not looked at is {@link #UNKNOWN}. Immutable.
 */
final class Track {
    static final int SECONDS = 120;
    static final int UNKNOWN = -1;

    static final Track EMPTY = new Track(filled(), filled(), 0);

    /** The newest last. */
    private final int[] peaks;

    private final int[] dropped;
    private final long newest;

    /**
     * @param newest the second of the clock that the last entry is about
     */
    Track(int[] peaks, int[] dropped, long newest) {
        this.peaks = peaks.clone();
        this.dropped = dropped.clone();
        this.newest = newest;
    }

    private static int[] filled() {
        int[] unknown = new int[SECONDS];
        Arrays.fill(unknown, UNKNOWN);
        return unknown;
    }

    /** The second of the clock that {@code ago == 0} is about. */
    long newest() {
        return newest;
    }

    int peak(int ago) {
        return ago < SECONDS ? peaks[SECONDS - 1 - ago] : UNKNOWN;
    }

    int dropped(int ago) {
        return ago < SECONDS ? dropped[SECONDS - 1 - ago] : UNKNOWN;
    }

    /** The most that was seen waiting in so many seconds; {@link #UNKNOWN} if nobody looked. */
    int peakWithin(int seconds) {
        int most = UNKNOWN;
        for (int ago = 0; ago < seconds; ago++) {
            most = Math.max(most, peak(ago));
        }
        return most;
    }

    /** Packets dropped per second, over the last seconds that are known. */
    double dropRate(int seconds) {
        long sum = 0;
        int known = 0;
        for (int ago = 0; ago < seconds; ago++) {
            if (dropped(ago) != UNKNOWN) {
                sum += dropped(ago);
                known++;
            }
        }
        return known == 0 ? 0 : (double) sum / known;
    }
}
