package dev.raingauge.monitor.fleet;

import dev.raingauge.monitor.fleet.Series.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a counter grew in the period, step by step.
 *
 * @param growth by the time (seconds since 1970) at which it was seen to have grown
 * @param known whether two values at least were there
 */
record Course(NavigableMap<Double, Long> growth, boolean known) {
    static final Course UNKNOWN = new Course(new TreeMap<>(), false);

    /** A counter that goes back was begun anew, from 0. */
    static Course of(List<Point> points) {
        var growth = new TreeMap<Double, Long>();
        for (int i = 1; i < points.size(); i++) {
            double before = points.get(i - 1).value();
            double after = points.get(i).value();
            long grown = Math.round(after < before ? after : after - before);
            if (grown > 0) {
                growth.put(points.get(i).seconds(), grown);
            }
        }
        return new Course(growth, points.size() > 1);
    }

    /** Two counters as one: their sum at each step. */
    Course plus(Course other) {
        var sum = new TreeMap<>(growth);
        other.growth.forEach((at, grown) -> sum.merge(at, grown, Long::sum));
        return new Course(sum, known || other.known);
    }

    /**
     * What both of them may have counted: of each burst the smaller growth. An agent does not look
     * at all counters in the same moment, so that one may grow a scrape later than the other.
     *
     * @param pause what is further apart is not of one burst
     */
    Course common(Course other, Duration pause) {
        var common = new TreeMap<Double, Long>();
        var burst = new TreeMap<Double, Long>();
        long others = 0;
        double last = Double.NEGATIVE_INFINITY;
        var times = new TreeSet<>(growth.keySet());
        times.addAll(other.growth.keySet());
        for (double at : times) {
            if (at - last > pause.toSeconds()) {
                addBurst(burst, others, common);
                burst.clear();
                others = 0;
            }
            Long own = growth.get(at);
            if (own != null) {
                burst.put(at, own);
            }
            others += other.growth.getOrDefault(at, 0L);
            last = at;
        }
        addBurst(burst, others, common);
        return new Course(common, known && other.known);
    }

    /** Its times stay; its growth is counted at the last of them. */
    private static void addBurst(
            NavigableMap<Double, Long> burst, long others, NavigableMap<Double, Long> common) {
        long own = burst.values().stream().mapToLong(Long::longValue).sum();
        if (Math.min(own, others) > 0) {
            burst.keySet().forEach(at -> common.put(at, 0L));
            common.put(burst.lastKey(), Math.min(own, others));
        }
    }

    OptionalLong total() {
        return known
                ? OptionalLong.of(growth.values().stream().mapToLong(Long::longValue).sum())
                : OptionalLong.empty();
    }

    List<Double> times() {
        return new ArrayList<>(growth.keySet());
    }
}
