import org.jspecify.annotations.NullMarked;

/** The program: command line, sampler, metrics and web page. */
@NullMarked
module dev.raingauge.monitor {
    requires static org.jspecify;
    requires bcrypt;
    requires com.h2database.mvstore;
    requires dev.raingauge.lab;
    requires dev.raingauge.sockdiag;
    requires info.picocli;
    requires io.avaje.json;
    requires io.opentelemetry.api;
    requires io.opentelemetry.common;
    requires io.opentelemetry.exporter.otlp;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.sdk.metrics;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.expositionformats;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires jdk.httpserver;
    requires jdk.unsupported;
    requires org.snakeyaml.engine;

    provides java.net.spi.InetAddressResolverProvider with
            dev.raingauge.monitor.door.PeerNames;
}
