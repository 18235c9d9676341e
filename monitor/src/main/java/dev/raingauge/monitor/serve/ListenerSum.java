package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.history.Columns;
import dev.raingauge.monitor.history.Owner;
import dev.raingauge.monitor.history.Reading;
import dev.raingauge.sockdiag.model.AcceptWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The listeners that share the name of one series, added up. A figure is unknown if it is of one of
 * them: a part of a sum is not the sum.
 */
final class ListenerSum {
    private static final int MILLI = 1_000;

    private final List<Row> rows = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();

    void add(Row row, List<AcceptWait> waiting) {
        rows.add(row);
        waiting.forEach(wait -> waits.add(wait.waited()));
    }

    /** One figure of a row. */
    @FunctionalInterface
    private interface Part {
        OptionalLong of(Row row);
    }

    private OptionalLong sum(Part part) {
        long sum = 0;
        for (Row row : rows) {
            OptionalLong one = part.of(row);
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** Everything but the rate of drops, which needs two looks. */
    void into(Reading reading) {
        reading.with(Columns.DEPTH, sum(row -> OptionalLong.of(row.acceptQueue().depth())));
        reading.with(Columns.LIMIT, sum(row -> row.acceptQueue().limit()));
        reading.with(Columns.SYN_QUEUE, sum(Row::synQueue));
        reading.with(Columns.ACTIVE, sum(row -> row.connections().active()));
        reading.with(Columns.WAITING, sum(row -> row.connections().waiting()));
        reading.with(Columns.CLOSE_WAIT, sum(row -> row.connections().closeWait()));
        reading.with(Columns.DROPS_COUNTED, sum(Row::drops));
        full().ifPresent(full -> reading.with(Columns.FULL, full ? 1 : 0));
        longestWait(reading);
        if (!waits.isEmpty()) {
            waits.sort(null);
            reading.with(Columns.WAIT_P50, seconds(percentile(50)));
            reading.with(Columns.WAIT_P95, seconds(percentile(95)));
        }
        List<Owner> owners =
                rows.stream()
                        .flatMap(row -> row.owners().stream())
                        .map(process -> new Owner(process.pid(), process.name()))
                        .distinct()
                        .toList();
        if (!owners.isEmpty()) {
            reading.heldBy(owners);
        }
    }

    private Optional<Boolean> full() {
        boolean any = false;
        for (Row row : rows) {
            if (row.acceptQueue().full().isEmpty()) {
                return Optional.empty();
            }
            any |= row.acceptQueue().full().get();
        }
        return Optional.of(any);
    }

    private void longestWait(Reading reading) {
        Duration longest = Duration.ZERO;
        for (Row row : rows) {
            if (row.longestWait().isEmpty()) {
                return;
            }
            Duration own = row.longestWait().get();
            longest = own.compareTo(longest) > 0 ? own : longest;
        }
        reading.with(Columns.LONGEST_WAIT, seconds(longest));
    }

    /** The smallest that is not below so many percent of them. */
    private Duration percentile(int percent) {
        return waits.get((waits.size() * percent + 99) / 100 - 1);
    }

    private static double seconds(Duration duration) {
        return (double) duration.toMillis() / MILLI;
    }
}
