package dev.raingauge.monitor.analyse;

import java.util.List;

/**
 * Totals by protocol and TCP state.
 *
 * @param namespaces each that was looked at, the caller's own first
 * @param all whether every namespace was asked for; then even one stands in a list
 */
public record SummaryReport(Look look, List<NamespaceSummary> namespaces, boolean all) {
    public SummaryReport {
        namespaces = List.copyOf(namespaces);
    }
}
