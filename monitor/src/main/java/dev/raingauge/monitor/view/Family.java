package dev.raingauge.monitor.view;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The samples of one metric while they are collected; its type is chosen at the end. */
final class Family {
    private final String name;
    private final String help;
    private final List<Labels> labels = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    /**
     * @param name without the {@code _total} of a counter
     */
    Family(String name, String help) {
        this.name = name;
        this.help = help;
    }

    Family add(double value, Labels of) {
        labels.add(of);
        values.add(value);
        return this;
    }

    Family add(long value, Labels of) {
        return add((double) value, of);
    }

    /** An unknown figure is no sample. */
    Family add(OptionalLong value, Labels of) {
        return value.isPresent() ? add(value.getAsLong(), of) : this;
    }

    GaugeSnapshot gauge() {
        var builder = GaugeSnapshot.builder().name(name).help(help);
        for (int i = 0; i < values.size(); i++) {
            builder.dataPoint(
                    GaugeDataPointSnapshot.builder()
                            .value(values.get(i))
                            .labels(labels.get(i))
                            .build());
        }
        return builder.build();
    }

    CounterSnapshot counter() {
        var builder = CounterSnapshot.builder().name(name).help(help);
        for (int i = 0; i < values.size(); i++) {
            builder.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .value(values.get(i))
                            .labels(labels.get(i))
                            .build());
        }
        return builder.build();
    }

    /** Neither gauge nor counter: {@code untyped} in the text format. */
    UnknownSnapshot untyped() {
        var builder = UnknownSnapshot.builder().name(name).help(help);
        for (int i = 0; i < values.size(); i++) {
            builder.dataPoint(
                    UnknownDataPointSnapshot.builder()
                            .value(values.get(i))
                            .labels(labels.get(i))
                            .build());
        }
        return builder.build();
    }
}
