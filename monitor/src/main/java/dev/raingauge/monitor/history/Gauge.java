package dev.raingauge.monitor.history;

import org.jspecify.annotations.Nullable;

/**
 * One figure while it is measured: the second that runs, and the steps of the open period. A figure
 * that stands still takes no arrays: most do, and there are thousands.
 */
final class Gauge {
    private final Column column;
    private final int size;
    private boolean seen;
    private double min;
    private double max;
    private double sum;
    private int count;
    private double last;

    /** From here to before there, all steps have this value; only used without {@code steps}. */
    private int from;

    private int to;
    private long constant;
    private @Nullable Steps steps;

    Gauge(Column column, int size) {
        this.column = column;
        this.size = size;
    }

    void see(double value) {
        min = count == 0 ? value : Math.min(min, value);
        max = count == 0 ? value : Math.max(max, value);
        sum += value;
        count++;
        last = value;
    }

    /** The second is over: what was seen in it becomes a step. */
    void finish(int step) {
        seen = count > 0;
        if (seen) {
            put(
                    step,
                    column.scaled(min),
                    column.scaled(max),
                    column.scaledMean(sum / count),
                    column.scaled(last));
        }
        count = 0;
        sum = 0;
    }

    /** A second in which nobody looked: what was seen just before still stands. */
    void hold(int step) {
        if (seen) {
            long value = column.scaled(last);
            put(step, value, value, value * Column.MEAN, value);
        }
    }

    private void put(int step, long smallest, long largest, long mean, long newest) {
        boolean still = smallest == newest && largest == newest && mean == newest * Column.MEAN;
        if (steps == null && still && from == to) {
            from = step;
            to = step + 1;
            constant = newest;
        } else if (steps == null && still && to == step && constant == newest) {
            to++;
        } else {
            steps = steps();
            steps.set(step, smallest, largest, mean, newest);
        }
    }

    /** The period is over. */
    void reset() {
        steps = null;
        from = 0;
        to = 0;
    }

    boolean isEmpty() {
        return steps == null && from == to;
    }

    Steps steps() {
        if (steps != null) {
            return steps;
        }
        var made = new Steps(size);
        for (int i = from; i < to; i++) {
            made.set(i, constant, constant, constant * Column.MEAN, constant);
        }
        return made;
    }
}
