package dev.raingauge.monitor.history;

import dev.raingauge.monitor.analyse.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the steps of many blocks into as many steps as were asked for. Bounded by those. */
final class SeriesGathering {
    private final long from;
    private final long stepSeconds;
    private final int size;
    private final Map<Integer, Sums> columns = new TreeMap<>();

    SeriesGathering(long from, long stepSeconds, int size) {
        this.from = from;
        this.stepSeconds = stepSeconds;
        this.size = size;
    }

    /** One column; a step that nothing is known of has the count 0. */
    private static final class Sums {
        final long[] min;
        final long[] max;
        final long[] last;
        final double[] mean;
        final int[] count;

        Sums(int size) {
            min = new long[size];
            max = new long[size];
            last = new long[size];
            mean = new double[size];
            count = new int[size];
        }

        void take(int at, Steps steps, int i) {
            boolean first = count[at] == 0;
            min[at] = first ? steps.min(i) : Math.min(min[at], steps.min(i));
            max[at] = first ? steps.max(i) : Math.max(max[at], steps.max(i));
            mean[at] += steps.mean(i);
            count[at]++;
            last[at] = steps.last(i);
        }
    }

    /** Takes a block whose first step begins at this second. */
    void take(long begin, int blockStepSeconds, Block block) {
        block.columns()
                .forEach((number, steps) -> {
                    Sums sums = columns.computeIfAbsent(number, _ -> new Sums(size));
                    for (int i = 0; i < steps.size(); i++) {
                        long at =
                                Math.floorDiv(
                                        begin + (long) i * blockStepSeconds - from, stepSeconds);
                        if (steps.known(i) && at >= 0 && at < size) {
                            sums.take((int) at, steps, i);
                        }
                    }
                });
    }

    /** The figures that are shown and of which something is known. */
    List<TimeSeries> series() {
        List<TimeSeries> all = new ArrayList<>();
        columns.forEach((number, sums) -> {
            Optional<Column> column = Columns.of(number).filter(Column::shown);
            if (column.isPresent()) {
                var series = new TimeSeries(column.get().name(), column.get().unit(), size);
                boolean any = false;
                for (int i = 0; i < size; i++) {
                    if (sums.count[i] > 0) {
                        any = true;
                        series.set(
                                i,
                                column.get().value(sums.min[i]),
                                column.get().value(sums.max[i]),
                                column.get().mean(Math.round(sums.mean[i] / sums.count[i])),
                                column.get().value(sums.last[i]));
                    }
                }
                if (any) {
                    all.add(series);
                }
            }
        });
        return all;
    }
}
