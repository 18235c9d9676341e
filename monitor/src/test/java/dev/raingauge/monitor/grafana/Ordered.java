package dev.raingauge.monitor.grafana;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of JSON whose members keep the order in which they are written down. */
final class Ordered {
    private Ordered() {}

    /** Name, value, name, value, … */
    static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
