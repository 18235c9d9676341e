package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Counters;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What counters did between two readings of them.
 *
 * @param changes by counter, only of those that both readings have; negative where a counter went
 *     backwards: the namespace was replaced meanwhile, or it is a gauge
 * @param elapsed between the two readings
 */
public record CounterGrowth(Map<String, Long> changes, Duration elapsed) {
    public CounterGrowth {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }

    public static CounterGrowth between(Counters before, Counters after, Duration elapsed) {
        var changes = new LinkedHashMap<String, Long>();
        after.values()
                .forEach((name, value) -> {
                    OptionalLong earlier = before.get(name);
                    if (earlier.isPresent()) {
                        changes.put(name, value - earlier.getAsLong());
                    }
                });
        return new CounterGrowth(changes, elapsed);
    }

    /** Empty where the counter is not in both readings. */
    public OptionalLong change(String counter) {
        Long change = changes.get(counter);
        return change == null ? OptionalLong.empty() : OptionalLong.of(change);
    }

    /** A change, as growth per second. */
    public double perSecond(long change) {
        return elapsed.isPositive() ? change * 1e9 / elapsed.toNanos() : 0;
    }
}
