package dev.raingauge.monitor.history;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.analyse.TimeSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Readings of a made-up host, and how to read answers. */
final class Fake {
    /** The beginning of an hour. */
    static final Instant START = Instant.parse("2026-11-25T20:00:00Z");

    static final Topic WEB = Topic.listener("host", "tcp", "127.0.0.1:80");

    private Fake() {}

    static Reading depth(Topic topic, double depth) {
        return new Reading(topic, 1).with(Columns.DEPTH, depth);
    }

    /** A listener as serve sees it: some are busy, most stand still. */
    static Reading listener(int number, boolean busy, Random random, long second) {
        int depth = busy ? Math.max(0, (int) (random.nextGaussian() * 4 + 6)) : 0;
        return new Reading(Topic.listener("host", "tcp", "10.0.0." + number + ":80"), 1)
                .with(Columns.DEPTH, depth)
                .with(Columns.LIMIT, 128)
                .with(Columns.SYN_QUEUE, busy && random.nextInt(5) == 0 ? random.nextInt(9) : 0)
                .with(Columns.ACTIVE, busy ? 200 + random.nextInt(30) : 3)
                .with(Columns.CLOSE_WAIT, busy ? random.nextInt(3) : 0)
                .with(Columns.WAITING, depth)
                .with(Columns.DROPS, 0)
                .with(Columns.DROPS_COUNTED, busy ? Math.floor(second / 60.0) : 0)
                .with(Columns.FULL, 0)
                .with(Columns.LONGEST_WAIT, depth * 0.013);
    }

    static List<Reading> listeners(int number, int busy, Random random, long second) {
        List<Reading> all = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            all.add(listener(i, i < busy, random, second));
        }
        return all;
    }

    static TimeSeries series(HistoryReport report, String name) {
        return report.series().stream()
                .filter(series -> series.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + report));
    }
}
