package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.MetricsReport;
import dev.raingauge.monitor.analyse.MetricsReport.OfNamespace;
import dev.raingauge.monitor.analyse.MetricsReport.Pass;
import dev.raingauge.monitor.analyse.MetricsReport.Series;
import dev.raingauge.sockdiag.model.TcpState;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Raingauge's own metrics, and those under node_exporter's names, as snapshots that the client
 * library writes in any of its formats.
 */
public final class PrometheusMetrics {
    /** The counters of the kernel that speak of listen queues. */
    private static final List<String> LISTEN_COUNTERS =
            List.of(
                    "TcpPassiveOpens",
                    "TcpExtListenOverflows",
                    "TcpExtListenDrops",
                    "TcpExtTCPReqQFullDrop",
                    "TcpExtTCPReqQFullDoCookies",
                    "TcpExtSyncookiesSent",
                    "TcpExtSyncookiesRecv",
                    "TcpExtSyncookiesFailed",
                    "TcpExtTCPDeferAcceptDrop",
                    "TcpExtEmbryonicRsts");

    private PrometheusMetrics() {}

    /**
     * Every metric.
     *
     * @param histograms of the same listeners
     */
    public static MetricSnapshots of(MetricsReport report, ListenerHistograms histograms) {
        var metrics = MetricSnapshots.builder();
        listeners(report, metrics);
        histograms.snapshots().forEach(metrics::metricSnapshot);
        namespaces(report, metrics);
        passes(report, metrics);
        findings(report, metrics);
        report.own().ifPresent(own -> NodeMetrics.write(own, metrics));
        metrics.metricSnapshot(
                new Family(
                                "raingauge_series_dropped",
                                "Listeners that were refused a time series because of the cap, each"
                                        + " counted once.")
                        .add(report.seriesDropped(), Labels.EMPTY)
                        .counter());
        metrics.metricSnapshot(
                InfoSnapshot.builder()
                        .name("raingauge_build")
                        .help("The version of Raingauge.")
                        .dataPoint(
                                InfoDataPointSnapshot.builder()
                                        .labels(Labels.of("version", report.version()))
                                        .build())
                        .build());
        return metrics.build();
    }

    private static void listeners(MetricsReport report, MetricSnapshots.Builder metrics) {
        var depth =
                new Family(
                        "raingauge_listener_accept_queue_connections",
                        "Connections that wait for accept() now.");
        var limit =
                new Family(
                        "raingauge_listener_accept_queue_limit",
                        "What listen() was granted; the queue is full at one connection more.");
        var synQueue =
                new Family(
                        "raingauge_listener_syn_queue_connections",
                        "Half-open connections that wait for the final ACK now.");
        var drops =
                new Family(
                        "raingauge_listener_drops",
                        "Packets that this listener dropped, accumulated over its restarts.");
        var connections =
                new Family("raingauge_listener_connections", "Connections of this listener now.");
        List<InfoDataPointSnapshot> infos = new ArrayList<>();
        for (Series series : report.listeners()) {
            Labels name = labels(series);
            depth.add(series.depth(), name);
            limit.add(series.limit(), name);
            synQueue.add(series.synQueue(), name);
            drops.add(series.drops(), name);
            connections.add(series.connections().active(), name.add("state", "active"));
            connections.add(series.connections().waiting(), name.add("state", "waiting"));
            connections.add(series.connections().closeWait(), name.add("state", "close_wait"));
            if (!series.processes().isEmpty() || !series.cgroups().isEmpty()) {
                Labels more =
                        Labels.of(
                                "process", joined(series.processes()),
                                "cgroup", joined(series.cgroups()));
                infos.add(InfoDataPointSnapshot.builder().labels(name.merge(more)).build());
            }
        }
        metrics.metricSnapshot(depth.gauge());
        metrics.metricSnapshot(limit.gauge());
        metrics.metricSnapshot(synQueue.gauge());
        metrics.metricSnapshot(drops.counter());
        metrics.metricSnapshot(connections.gauge());
        var info =
                InfoSnapshot.builder()
                        .name("raingauge_listener")
                        .help("Who holds this listener; several names are separated by commas.");
        infos.forEach(info::dataPoint);
        metrics.metricSnapshot(info.build());
    }

    /** 1 while it lasts and no sample afterwards: an alert is about what is there. */
    private static void findings(MetricsReport report, MetricSnapshots.Builder metrics) {
        var finding =
                new Family(
                        "raingauge_finding",
                        "A finding that lasts: 1. Its page in docs/diagnosis says what to do.");
        Set<Labels> named = new HashSet<>();
        for (MetricsReport.Lasting one : report.findings()) {
            Labels labels =
                    Labels.of(
                            "rule", one.rule(),
                            "severity", one.severity(),
                            "namespace", Printable.of(one.namespace()),
                            "address", Printable.of(one.address()));
            if (named.add(labels)) { // two names may look alike once they are printable
                finding.add(1, labels);
            }
        }
        metrics.metricSnapshot(finding.gauge());
    }

    private static Labels labels(Series series) {
        return Labels.of(
                "namespace", Printable.of(series.name().namespace()),
                "protocol", series.name().transport().label(),
                "address", series.name().address());
    }

    private static String joined(Collection<String> names) {
        return String.join(",", names.stream().limit(4).map(Printable::of).toList())
                + (names.size() > 4 ? ",…" : "");
    }

    private static void namespaces(MetricsReport report, MetricSnapshots.Builder metrics) {
        var tcp = new Family("raingauge_tcp_connections", "TCP sockets of the namespace by state.");
        var counters =
                new Family(
                        "raingauge_namespace_counter",
                        "Kernel counters about listen queues, as nstat names them; most of them"
                                + " count packets.");
        for (OfNamespace of : report.namespaces()) {
            for (Map.Entry<TcpState, Long> state : of.states().entrySet()) {
                tcp.add(
                        state.getValue(),
                        Labels.of(
                                "namespace",
                                Printable.of(of.namespace()),
                                "state",
                                state.getKey().label()));
            }
            for (String counter : LISTEN_COUNTERS) {
                counters.add(
                        of.counters().get(counter),
                        Labels.of("namespace", Printable.of(of.namespace()), "counter", counter));
            }
        }
        metrics.metricSnapshot(tcp.gauge());
        metrics.metricSnapshot(counters.counter());
    }

    private static void passes(MetricsReport report, MetricSnapshots.Builder metrics) {
        var duration =
                new Family(
                        "raingauge_pass_duration_seconds",
                        "How long the last look took, that at each namespace added up.");
        var age =
                new Family("raingauge_pass_age_seconds", "Age of the oldest figure of this depth.");
        var cpu = new Family("raingauge_pass_cpu_seconds", "CPU time that looking has taken.");
        var looks = new Family("raingauge_passes", "Looks that were taken.");
        var failed = new Family("raingauge_passes_failed", "Looks that failed.");
        for (Pass pass : report.passes()) {
            Labels depth = Labels.of("depth", pass.depth());
            seconds(pass.duration()).ifPresent(value -> duration.add(value, depth));
            seconds(pass.age()).ifPresent(value -> age.add(value, depth));
            cpu.add(pass.cpu().toNanos() / 1e9, depth);
            looks.add(OptionalLong.of(pass.looks()), depth);
            failed.add(OptionalLong.of(pass.failed()), depth);
        }
        metrics.metricSnapshot(duration.gauge());
        metrics.metricSnapshot(age.gauge());
        metrics.metricSnapshot(cpu.counter());
        metrics.metricSnapshot(looks.counter());
        metrics.metricSnapshot(failed.counter());
    }

    private static Optional<Double> seconds(Optional<Duration> duration) {
        return duration.map(value -> value.toNanos() / 1e9);
    }
}
