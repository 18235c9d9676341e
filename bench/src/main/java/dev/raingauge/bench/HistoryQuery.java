package dev.raingauge.bench;

import dev.raingauge.monitor.history.Columns;
import dev.raingauge.monitor.history.History;
import dev.raingauge.monitor.history.Reading;
import dev.raingauge.monitor.history.Topic;
import dev.raingauge.monitor.history.VaultException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Fills a history with a day of many listeners, and times how long one of them takes to be read.
 */
public final class HistoryQuery {
    private static final Instant END = Instant.parse("2026-11-25T20:00:00Z");
    private static final int RUNS = 50;
    private static final int POINTS = 600;
    private static final long LIMIT = 1L << 30;

    private HistoryQuery() {}

    /** {@code DIR LISTENERS HOURS}. */
    public static void main(String[] args) throws VaultException {
        if (args.length != 3) {
            throw new IllegalArgumentException("usage: HistoryQuery DIR LISTENERS HOURS");
        }
        int listeners = Integer.parseInt(args[1]);
        Duration time = Duration.ofHours(Long.parseLong(args[2]));
        Instant begin = END.minus(time);
        try (History history = History.open(Path.of(args[0]), LIMIT, begin)) {
            var random = new Random(1);
            long filling = System.nanoTime();
            for (long second = 0; second < time.toSeconds(); second++) {
                history.add(begin.plusSeconds(second), readings(listeners, random), true);
            }
            double filled = (System.nanoTime() - filling) / 1e9;
            long[] micros = new long[RUNS];
            int known = 0;
            for (int i = 0; i < RUNS; i++) {
                Topic topic = topic(random.nextInt(listeners));
                long asked = System.nanoTime();
                known +=
                        history.report(topic, END.minus(Duration.ofDays(1)), END, POINTS, END)
                                .series()
                                .size();
                micros[i] = (System.nanoTime() - asked) / 1_000;
            }
            long first = micros[0];
            Arrays.sort(micros);
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "%d listeners, %d h: filled in %.0f s, %d bytes; a day of one (%d"
                                    + " series): first %d us, median %d us, worst %d us",
                            listeners,
                            time.toHours(),
                            filled,
                            history.bytes(),
                            known / RUNS,
                            first,
                            micros[RUNS / 2],
                            micros[RUNS - 1]));
        }
    }

    private static Topic topic(int number) {
        return Topic.listener("host", "tcp", "10.0.0.1:" + number);
    }

    /** One in ten is busy. */
    private static List<Reading> readings(int listeners, Random random) {
        List<Reading> all = new ArrayList<>(listeners);
        for (int i = 0; i < listeners; i++) {
            boolean busy = i % 10 == 0;
            int depth = busy ? random.nextInt(20) : 0;
            all.add(
                    new Reading(topic(i), 1)
                            .with(Columns.DEPTH, depth)
                            .with(Columns.LIMIT, 128)
                            .with(Columns.SYN_QUEUE, busy ? random.nextInt(3) : 0)
                            .with(Columns.ACTIVE, busy ? 100 + random.nextInt(30) : 2)
                            .with(Columns.CLOSE_WAIT, 0)
                            .with(Columns.DROPS, 0)
                            .with(Columns.LONGEST_WAIT, depth * 0.011));
        }
        return all;
    }
}
