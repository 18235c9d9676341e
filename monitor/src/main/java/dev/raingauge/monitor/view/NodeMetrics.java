package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.MetricsReport.Own;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;

/** The metrics that have node_exporter's names, types and values. */
final class NodeMetrics {
    private NodeMetrics() {}

    static void write(Own own, MetricSnapshots.Builder metrics) {
        var states =
                new Family(
                        "node_tcp_connection_states",
                        "TCP sockets by state, and bytes in the queues of the connections; the"
                                + " queues of listeners, which count connections, are not in"
                                + " them.");
        own.states().forEach((state, count) -> states.add(count, state(state.label())));
        own.bytes()
                .ifPresent(bytes -> {
                    states.add(bytes.unreadBytes(), state("rx_queued_bytes"));
                    states.add(bytes.unacknowledgedBytes(), state("tx_queued_bytes"));
                });
        metrics.metricSnapshot(states.gauge());
        sockstat(own, metrics);
        own.counters()
                .values()
                .forEach((counter, value) ->
                        NodeExporterNames.netstat(counter)
                                .ifPresent(name ->
                                        metrics.metricSnapshot(
                                                new Family(name, "Kernel counter " + counter + ".")
                                                        .add(value, Labels.EMPTY)
                                                        .untyped())));
    }

    private static Labels state(String state) {
        return Labels.of("state", state);
    }

    private static void sockstat(Own own, MetricSnapshots.Builder metrics) {
        Map<String, Double> values = new TreeMap<>();
        own.sockStat()
                .values()
                .forEach((field, value) -> {
                    values.put(field, (double) value);
                    if (field.endsWith(" mem") && own.pageBytes().isPresent()) {
                        values.put(field + "_bytes", (double) value * own.pageBytes().getAsInt());
                    }
                });
        values.forEach((field, value) ->
                metrics.metricSnapshot(
                        new Family(
                                        NodeExporterNames.sockstat(field),
                                        "Field " + field + " of /proc/net/sockstat.")
                                .add(value, Labels.EMPTY)
                                .gauge()));
    }
}
