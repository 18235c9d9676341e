package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Counters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the counters of a namespace did between two readings. Most count packets, not connections.
 *
 * @param first the first reading
 * @param last the last one
 * @param wentBack whether some counter was lower than before: the namespace behind a pid or a name
 *     was replaced
 */
public record CounterTrack(Counters first, Counters last, boolean wentBack) {
    public static final CounterTrack NONE = new CounterTrack(Counters.NONE, Counters.NONE, false);

    /** Counters that may fall lawfully: gauges and settings among the counters. */
    private static final Set<String> GAUGES =
            Set.of(
                    "TcpCurrEstab",
                    "MPTcpExtMPCurrEstab",
                    "TcpRtoAlgorithm",
                    "TcpRtoMin",
                    "TcpRtoMax",
                    "TcpMaxConn",
                    "IpForwarding",
                    "IpDefaultTTL");

    /** Empty where the kernel does not have the counter. */
    public Optional<Change> change(String name) {
        OptionalLong before = first.get(name);
        OptionalLong after = last.get(name);
        return before.isPresent() && after.isPresent()
                ? Optional.of(new Change(before.getAsLong(), after.getAsLong()))
                : Optional.empty();
    }

    /** Empty where the kernel does not have the counter, or where it went backwards. */
    public OptionalLong growth(String name) {
        return change(name).map(Change::growth).orElse(OptionalLong.empty());
    }

    /** Whether it is known to have grown. */
    public boolean grew(String name) {
        return growth(name).orElse(0) > 0;
    }

    /** The same readings as changes, only those that grew; for showing. */
    public Map<String, Change> grown() {
        Map<String, Change> grown = new LinkedHashMap<>();
        for (String name : last.values().keySet()) {
            if (grew(name)) {
                change(name).ifPresent(change -> grown.put(name, change));
            }
        }
        return grown;
    }

    /** Whether a counter is lower in {@code next}, or no longer there. */
    boolean isBroken(Counters next) {
        return last.values().entrySet().stream()
                .anyMatch(entry ->
                        !GAUGES.contains(entry.getKey())
                                && next.get(entry.getKey()).orElse(-1) < entry.getValue());
    }

    /** One reading later. After a break the old readings prove nothing: the track begins again. */
    CounterTrack then(Counters next) {
        return isBroken(next)
                ? new CounterTrack(next, next, true)
                : new CounterTrack(first, next, wentBack);
    }
}
