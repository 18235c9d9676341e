package dev.raingauge.monitor.serve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was told last, so that next time only what changed is told. Not thread-safe. */
final class Changes<K, V> {
    private Map<K, V> told = Map.of();

    /**
     * The difference between two moments.
     *
     * @param changed new ones and those that are not as before
     * @param gone those that are no more
     */
    record Delta<K, V>(List<V> changed, List<K> gone) {
        boolean isEmpty() {
            return changed.isEmpty() && gone.isEmpty();
        }
    }

    /** What is different now; from here on {@code now} is what was told. */
    Delta<K, V> take(Map<K, V> now) {
        List<V> changed = new ArrayList<>();
        now.forEach((key, value) -> {
            if (!value.equals(told.get(key))) {
                changed.add(value);
            }
        });
        List<K> gone = told.keySet().stream().filter(key -> !now.containsKey(key)).toList();
        told = new LinkedHashMap<>(now);
        return new Delta<>(changed, gone);
    }

    Collection<V> all() {
        return told.values();
    }
}
