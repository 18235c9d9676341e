package dev.raingauge.monitor.history;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was known of one topic at a moment.
 *
 * @param values by the names of the columns; one that was not known is not in it
 * @param owners who held the listener then
 */
public record Moment(
        Topic topic, long namespaceId, Map<String, Double> values, List<Owner> owners) {
    public Moment {
        values = Map.copyOf(values);
        owners = List.copyOf(owners);
    }

    public OptionalLong count(Column column) {
        return count(column.name());
    }

    public OptionalLong count(String column) {
        Double value = values.get(column);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Math.round(value));
    }

    public OptionalDouble value(Column column) {
        Double value = values.get(column.name());
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
