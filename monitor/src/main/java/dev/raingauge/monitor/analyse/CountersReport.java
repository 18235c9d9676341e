package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's counters.
 *
 * @param namespaces each that was looked at, the caller's own first
 * @param all whether every namespace was asked for; then even one stands in a list
 */
public record CountersReport(Look look, List<Counted> namespaces, boolean all) {
    public CountersReport {
        namespaces = List.copyOf(namespaces);
    }

    /**
     * The counters of one namespace.
     *
     * @param growth since the reading before; empty for the first one
     */
    public record Counted(Namespace namespace, Counters counters, Optional<CounterGrowth> growth) {
        public static Counted of(Namespace namespace, Counters counters) {
            return new Counted(namespace, counters, Optional.empty());
        }
    }
}
