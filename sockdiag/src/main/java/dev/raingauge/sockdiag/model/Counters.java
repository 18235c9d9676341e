package dev.raingauge.sockdiag.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Kernel counters of one namespace, named as {@code nstat} prints them: {@code
 * TcpExtListenOverflows}. They count since the namespace was made, and most of them count packets.
 *
 * @param values in the kernel's order; a counter that this kernel does not have is not in it
 */
public record Counters(Map<String, Long> values) {
    public static final Counters NONE = new Counters(Map.of());

    public Counters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Empty where this kernel does not count it, which is not the same as zero. */
    public OptionalLong get(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
