package dev.raingauge.monitor.top;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the rows may be ordered by; each is also a column, but for the first. */
enum Order {
    /** What was found about it, then what it loses, then how full it was in the last minute. */
    URGENCY("urgency"),
    FULLNESS("fullness"),
    QUEUE("queue"),
    DROPS("drops/s"),
    WAIT("wait"),
    SYN("syn"),
    ACTIVE("active"),
    NAMESPACE("namespace"),
    LISTENER("listener"),
    OWNER("owner");

    /** In the order of the columns. */
    static final List<Order> ALL = List.of(values());

    private static final Comparator<Entry> LAST =
            Comparator.<Entry, Boolean>comparing(Entry::isUnix)
                    .thenComparing(entry -> entry.row().address())
                    .thenComparingLong(entry -> entry.row().namespace().id());

    private final String label;

    Order(String label) {
        this.label = label;
    }

    private Comparator<Entry> comparator() {
        return switch (this) {
            case URGENCY ->
                    byMost(Order::alarm)
                            .thenComparing(byMost(entry -> entry.isFull() ? 1 : 0))
                            .thenComparing(byMost(entry -> Math.ceil(entry.lossRate() * 10)))
                            // In steps, so that rows do not change places all the time.
                            .thenComparing(
                                    byMost(entry -> Math.ceil(entry.recentUtilization() * 8)));
            case FULLNESS -> byMost(entry -> entry.row().acceptQueue().utilization().orElse(-1));
            case QUEUE -> byMost(entry -> entry.row().acceptQueue().depth());
            case DROPS -> byMost(entry -> entry.dropRate().orElse(-1));
            case WAIT ->
                    byMost(entry -> entry.row().longestWait().map(Duration::toMillis).orElse(-1L));
            case SYN -> byMost(entry -> entry.row().synQueue().orElse(-1));
            case ACTIVE -> byMost(entry -> entry.row().connections().active().orElse(-1));
            case NAMESPACE -> Comparator.comparing(entry -> entry.row().namespace().name());
            case LISTENER -> Comparator.comparing(entry -> entry.row().address());
            case OWNER -> Comparator.comparing(Entry::owner);
        };
    }

    private static Comparator<Entry> byMost(ToDoubleFunction<Entry> figure) {
        return Comparator.comparingDouble(entry -> -figure.applyAsDouble(entry));
    }

    private static double alarm(Entry entry) {
        return entry.worst()
                .map(severity ->
                        switch (severity) {
                            case INFO -> 1;
                            case WARNING -> 2;
                            case CRITICAL -> 3;
                        })
                .orElse(0);
    }

    /** For people. */
    String label() {
        return label;
    }

    /** As heads of columns are written. */
    String head() {
        return this == NAMESPACE ? "NETNS" : label.toUpperCase(Locale.ROOT);
    }

    List<Entry> sorted(List<Entry> entries, boolean reversed) {
        Comparator<Entry> by = reversed ? comparator().reversed() : comparator();
        return entries.stream().sorted(by.thenComparing(LAST)).toList();
    }

    Order next() {
        return ALL.get((ALL.indexOf(this) + 1) % ALL.size());
    }

    Order previous() {
        return ALL.get((ALL.indexOf(this) + ALL.size() - 1) % ALL.size());
    }
}
