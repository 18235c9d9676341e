package dev.raingauge.monitor.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is known of one topic at a moment: figures, and who holds it. Mutable while it is filled.
 */
public final class Reading {
    private final Topic topic;
    private final long namespaceId;
    private final List<Column> columns = new ArrayList<>();
    private double[] values = new double[4];
    private Optional<List<Owner>> owners = Optional.empty();

    public Reading(Topic topic, long namespaceId) {
        this.topic = topic;
        this.namespaceId = namespaceId;
    }

    Topic topic() {
        return topic;
    }

    long namespaceId() {
        return namespaceId;
    }

    /** Adds a figure; each column once. */
    public Reading with(Column column, double value) {
        if (columns.size() == values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        values[columns.size()] = value;
        columns.add(column);
        return this;
    }

    /** The same for a figure that may be unknown. */
    public Reading with(Column column, OptionalLong value) {
        return value.isPresent() ? with(column, (double) value.getAsLong()) : this;
    }

    /** Who holds the listener; not called where nobody may see it. */
    public Reading heldBy(List<Owner> holders) {
        owners = Optional.of(List.copyOf(holders));
        return this;
    }

    Optional<List<Owner>> owners() {
        return owners;
    }

    /** Takes each figure. */
    interface Each {
        void take(Column column, double value);
    }

    void forEach(Each each) {
        for (int i = 0; i < columns.size(); i++) {
            each.take(columns.get(i), values[i]);
        }
    }

    OptionalDouble value(Column column) {
        int at = columns.indexOf(column);
        return at < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[at]);
    }
}
