package dev.raingauge.monitor.analyse;

import java.util.Arrays;

/**
 * One figure over evenly spaced steps: smallest, largest, mean and last value of each; nothing
 * where nothing was known. A class, since records and arrays do not go together.
 */
public final class TimeSeries {
    private final String name;
    private final String unit;
    private final double[] min;
    private final double[] max;
    private final double[] mean;
    private final double[] last;

    /** Of a length, with nothing known. */
    public TimeSeries(String name, String unit, int size) {
        this.name = name;
        this.unit = unit;
        min = unknown(size);
        max = unknown(size);
        mean = unknown(size);
        last = unknown(size);
    }

    private static double[] unknown(int size) {
        var values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    public String name() {
        return name;
    }

    public String unit() {
        return unit;
    }

    public int size() {
        return min.length;
    }

    public boolean known(int step) {
        return !Double.isNaN(min[step]);
    }

    public void set(int step, double smallest, double largest, double average, double newest) {
        min[step] = smallest;
        max[step] = largest;
        mean[step] = average;
        last[step] = newest;
    }

    /** NaN where nothing is known, as the three others. */
    public double min(int step) {
        return min[step];
    }

    public double max(int step) {
        return max[step];
    }

    public double mean(int step) {
        return mean[step];
    }

    public double last(int step) {
        return last[step];
    }
}
