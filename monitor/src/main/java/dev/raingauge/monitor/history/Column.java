package dev.raingauge.monitor.history;

/**
 * One figure that is kept.
 *
 * @param number its name on disk: never given to another figure
 * @param name its name in JSON
 * @param unit in words
 * @param scale values are kept as whole numbers of {@code 1/scale}; means as those of {@code 1/(100
 *     * scale)}
 * @param shown whether {@code /api/history} answers with it; the others serve to show a moment
 */
public record Column(int number, String name, String unit, int scale, boolean shown) {
    /** A mean is kept this much finer. */
    static final int MEAN = 100;

    long scaled(double value) {
        return Math.round(value * scale);
    }

    long scaledMean(double value) {
        return Math.round(value * scale * MEAN);
    }

    public double value(long scaled) {
        return (double) scaled / scale;
    }

    public double mean(long scaled) {
        return (double) scaled / ((long) scale * MEAN);
    }
}
