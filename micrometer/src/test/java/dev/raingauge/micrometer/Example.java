package dev.raingauge.micrometer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The ten lines of the documentation; {@code ListenerMetricsIT} compares and runs them. */
final class Example {
    private Example() {}

    // example
    static PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var listeners = new ListenerMetrics(); // finds every listener of this process
        listeners.bindTo(registry);
        Runtime.getRuntime().addShutdownHook(new Thread(listeners::close));
        return registry; // serve registry.scrape() at /metrics
    }
    // end
}
