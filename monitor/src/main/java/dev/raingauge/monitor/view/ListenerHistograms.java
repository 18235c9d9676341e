package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.MetricsReport.SeriesName;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Duration;
import java.util.List;

/**
 * The two histograms of each listener: what a scrape every few seconds would miss. Classic buckets
 * for every Prometheus, native ones for those that ask for them. May be written to and read at the
 * same time.
 */
public final class ListenerHistograms {
    /** 1 is full: the kernel drops from there on; above 1 lies only what a race let in. */
    private static final double[] UTILIZATION = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999_999, 1};

    /** Below one round trip nobody notices; after a second the client sends its SYN again. */
    private static final double[] SECONDS = {
        0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };

    private static final int MOST_NATIVE_BUCKETS = 40;

    private final Histogram utilization =
            histogram(
                    "raingauge_listener_accept_queue_utilization",
                    "How full the accept queue was in every queue pass, not only at the scrape:"
                            + " depth / (limit + 1) of the address's fullest socket; 1 is full.",
                    UTILIZATION);
    private final Histogram waits =
            histogram(
                    "raingauge_listener_accept_wait_seconds",
                    "How long connections had waited for accept() so far: one observation for each"
                            + " waiting connection in each look at a queue that is not empty.",
                    SECONDS);

    private static Histogram histogram(String name, String help, double[] bounds) {
        var builder =
                Histogram.builder()
                        .name(name)
                        .help(help)
                        .classicUpperBounds(bounds)
                        .nativeInitialSchema(3)
                        .nativeMaxNumberOfBuckets(MOST_NATIVE_BUCKETS);
        builder.labelNames("namespace", "protocol", "address");
        builder.withoutExemplars();
        return builder.build();
    }

    /** Takes in how full a listener's queue was in one pass. */
    public void utilization(SeriesName name, double value) {
        utilization.labelValues(labels(name)).observe(value);
    }

    /** Takes in how long one connection has waited so far. */
    public void wait(SeriesName name, Duration waited) {
        waits.labelValues(labels(name)).observe(waited.toNanos() / 1e9);
    }

    /** Ends the series of a listener that is gone. */
    public void forget(SeriesName name) {
        utilization.remove(labels(name));
        waits.remove(labels(name));
    }

    /** Both as they are now. */
    List<HistogramSnapshot> snapshots() {
        return List.of(utilization.collect(), waits.collect());
    }

    private static String[] labels(SeriesName name) {
        return new String[] {
            Printable.of(name.namespace()), name.transport().label(), name.address()
        };
    }
}
