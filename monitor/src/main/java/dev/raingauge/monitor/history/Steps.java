package dev.raingauge.monitor.history;

/**
 * One figure over some steps of equal length: smallest, largest, mean and last value of each, or
 * nothing where nothing was known. Whole numbers, as {@link Column} scales them.
 */
final class Steps {
    private final boolean[] known;
    private final long[] min;
    private final long[] max;
    private final long[] mean;
    private final long[] last;

    Steps(int size) {
        known = new boolean[size];
        min = new long[size];
        max = new long[size];
        mean = new long[size];
        last = new long[size];
    }

    int size() {
        return known.length;
    }

    boolean known(int step) {
        return known[step];
    }

    long min(int step) {
        return min[step];
    }

    long max(int step) {
        return max[step];
    }

    long mean(int step) {
        return mean[step];
    }

    long last(int step) {
        return last[step];
    }

    void set(int step, long smallest, long largest, long average, long newest) {
        known[step] = true;
        min[step] = smallest;
        max[step] = largest;
        mean[step] = average;
        last[step] = newest;
    }

    boolean isEmpty() {
        for (boolean one : known) {
            if (one) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes what is known of {@code finer} as steps of this one, from {@code at} on: {@code factor}
     * of its steps become one of ours. A peak stays: the largest of the largest. The mean is that
     * of the steps in which something was known.
     */
    void takeCoarser(int at, Steps finer, int factor) {
        for (int group = 0; group * factor < finer.size(); group++) {
            long smallest = Long.MAX_VALUE;
            long largest = Long.MIN_VALUE;
            long newest = 0;
            double sum = 0;
            int count = 0;
            for (int i = group * factor; i < Math.min(finer.size(), (group + 1) * factor); i++) {
                if (finer.known(i)) {
                    smallest = Math.min(smallest, finer.min(i));
                    largest = Math.max(largest, finer.max(i));
                    newest = finer.last(i);
                    sum += finer.mean(i);
                    count++;
                }
            }
            if (count > 0) {
                set(at + group, smallest, largest, Math.round(sum / count), newest);
            }
        }
    }
}
