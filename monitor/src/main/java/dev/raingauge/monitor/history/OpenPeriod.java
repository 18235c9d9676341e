package dev.raingauge.monitor.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is being measured: the period of seconds that is not yet over. Not for two threads. */
final class OpenPeriod {
    /** Looks may be this far apart before the time between them counts as not looked at. */
    private static final long LONGEST_HOLD_SECONDS = 10;

    /** A clock that was set back by less than this is waited for. */
    private static final long SMALL_STEP_BACK_SECONDS = 60;

    /** Takes what was measured in a period that is over. */
    @FunctionalInterface
    interface Writer {
        void write(long period, Map<Integer, Block> blocks);
    }

    private final Writer writer;
    private final Map<Integer, Map<Integer, Gauge>> topics = new HashMap<>();
    private long second = Long.MIN_VALUE;

    OpenPeriod(Writer writer) {
        this.writer = writer;
    }

    /**
     * Goes on to a second.
     *
     * @return false if it lies a little in the past, as after the clock was set back: then nothing
     *     may be put in
     */
    boolean goTo(long now) {
        if (now == second) {
            return true;
        }
        boolean begun = second != Long.MIN_VALUE;
        if (begun && now < second && second - now <= SMALL_STEP_BACK_SECONDS) {
            return false;
        }
        if (begun) {
            finish(now);
        }
        second = now;
        return true;
    }

    private void finish(long now) {
        all(gauge -> gauge.finish(step(second)));
        long gap = now - second;
        if (gap > 0 && gap <= LONGEST_HOLD_SECONDS) {
            for (long between = second + 1; between < now; between++) {
                if (period(between) != period(second)) {
                    close();
                }
                second = between;
                all(gauge -> gauge.hold(step(second)));
            }
        }
        if (period(now) != period(second)) {
            close();
        }
    }

    /** Writes what there is of the period, and begins a new one. */
    private void close() {
        Map<Integer, Block> blocks = new HashMap<>();
        topics.forEach(
                (topic, gauges) -> block(gauges).ifPresent(block -> blocks.put(topic, block)));
        topics.values().forEach(gauges -> gauges.values().removeIf(Gauge::isEmpty));
        topics.values().removeIf(Map::isEmpty);
        all(Gauge::reset);
        writer.write(period(second), blocks);
    }

    /** Ends the second that runs, and writes the period as far as it is. */
    void end() {
        if (second != Long.MIN_VALUE) {
            all(gauge -> gauge.finish(step(second)));
            close();
        }
    }

    void see(int topic, Column column, double value) {
        topics.computeIfAbsent(topic, _ -> new HashMap<>())
                .computeIfAbsent(column.number(), _ -> new Gauge(column, Tier.SECONDS.steps()))
                .see(value);
    }

    /** The steps that are over; empty for another period than the open one. */
    Optional<Block> block(int topic, long period) {
        Map<Integer, Gauge> gauges = topics.get(topic);
        return gauges == null || second == Long.MIN_VALUE || period != period(second)
                ? Optional.empty()
                : block(gauges);
    }

    private static Optional<Block> block(Map<Integer, Gauge> gauges) {
        Map<Integer, Steps> columns = new TreeMap<>();
        gauges.forEach((number, gauge) -> {
            if (!gauge.isEmpty()) {
                columns.put(number, gauge.steps());
            }
        });
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block(Tier.SECONDS.steps(), columns));
    }

    private void all(Consumer<Gauge> act) {
        topics.values().forEach(gauges -> gauges.values().forEach(act));
    }

    private static long period(long at) {
        return Tier.SECONDS.period(at);
    }

    private static int step(long at) {
        return Math.floorMod(at, Tier.SECONDS.steps());
    }
}
