package dev.raingauge.sockdiag.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code /proc/net/sockstat} and {@code sockstat6} of one namespace.
 *
 * <p>The scopes are mixed ({@code net/ipv4/proc.c}): {@code sockets used}, every {@code inuse} and
 * {@code TCP tw} are of the namespace; {@code TCP orphan}, {@code alloc} and every {@code mem}
 * (pages) are of the whole host. {@code TCP inuse} leaves TIME_WAIT out; {@code tw} also holds
 * FIN_WAIT2 orphans.
 *
 * @param values by {@code "TCP inuse"}: protocol as the file writes it, a space, the field
 */
public record SockStat(Map<String, Long> values) {
    public static final SockStat NONE = new SockStat(Map.of());

    public SockStat {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Empty where this kernel does not have the line or the field. */
    public OptionalLong get(String protocol, String field) {
        Long value = values.get(protocol + " " + field);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
