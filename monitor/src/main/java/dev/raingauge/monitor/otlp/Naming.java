package dev.raingauge.monitor.otlp;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How one of the metrics is called in OpenTelemetry. Names that the semantic conventions have are
 * theirs (system metrics and the network attributes of version 1.41), the others begin with {@code
 * raingauge} and follow the same rules: no unit in a name, {@code count} for what goes up and down.
 *
 * @param metric its name for Prometheus, without {@code _total} or {@code _info}
 * @param unit as UCUM writes it; what is counted, in braces
 */
record Naming(String metric, String name, Instrument instrument, String unit) {
    /** What kind of figure it is. */
    enum Instrument {
        GAUGE,
        UP_DOWN_COUNTER,
        COUNTER,
        HISTOGRAM
    }

    /** Every metric that is pushed. */
    static final List<Naming> ALL =
            List.of(
                    upDown("tcp_connections", "system.network.connection.count", "{connection}"),
                    upDown(
                            "listener_accept_queue_connections",
                            "raingauge.listener.accept_queue.count",
                            "{connection}"),
                    upDown(
                            "listener_accept_queue_limit",
                            "raingauge.listener.accept_queue.limit",
                            "{connection}"),
                    histogram(
                            "listener_accept_queue_utilization",
                            "raingauge.listener.accept_queue.utilization",
                            "1"),
                    histogram(
                            "listener_accept_wait_seconds",
                            "raingauge.listener.accept_wait.duration",
                            "s"),
                    upDown(
                            "listener_syn_queue_connections",
                            "raingauge.listener.syn_queue.count",
                            "{connection}"),
                    counter("listener_drops", "raingauge.listener.packet.dropped", "{packet}"),
                    upDown(
                            "listener_connections",
                            "raingauge.listener.connection.count",
                            "{connection}"),
                    upDown("listener", "raingauge.listener.info", "{listener}"),
                    counter("series_dropped", "raingauge.series.dropped", "{listener}"),
                    counter("namespace_counter", "raingauge.namespace.counter", "{event}"),
                    upDown("finding", "raingauge.finding.count", "{finding}"),
                    gauge("pass_duration_seconds", "raingauge.pass.duration", "s"),
                    gauge("pass_age_seconds", "raingauge.pass.age", "s"),
                    counter("pass_cpu_seconds", "raingauge.pass.cpu.time", "s"),
                    counter("passes", "raingauge.pass.completed", "{pass}"),
                    counter("passes_failed", "raingauge.pass.failed", "{pass}"));

    private static final Map<String, Naming> BY_METRIC =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Naming::metric, Function.identity()));

    /**
     * What is not pushed besides node_exporter's names, which are for dashboards that exist: the
     * resource says the version.
     */
    static final List<String> LEFT_OUT = List.of("raingauge_build_info");

    static Map<String, Naming> byMetric() {
        return BY_METRIC;
    }

    /** Its name as the metrics page has it. */
    String exposed() {
        return switch (instrument) {
            case COUNTER -> metric + "_total";
            case UP_DOWN_COUNTER -> metric.equals("raingauge_listener") ? metric + "_info" : metric;
            case GAUGE, HISTOGRAM -> metric;
        };
    }

    /** Whether it counts things, which are whole. */
    boolean whole() {
        return unit.startsWith("{");
    }

    private static Naming gauge(String metric, String name, String unit) {
        return new Naming("raingauge_" + metric, name, Instrument.GAUGE, unit);
    }

    private static Naming upDown(String metric, String name, String unit) {
        return new Naming("raingauge_" + metric, name, Instrument.UP_DOWN_COUNTER, unit);
    }

    private static Naming counter(String metric, String name, String unit) {
        return new Naming("raingauge_" + metric, name, Instrument.COUNTER, unit);
    }

    private static Naming histogram(String metric, String name, String unit) {
        return new Naming("raingauge_" + metric, name, Instrument.HISTOGRAM, unit);
    }
}
