package dev.raingauge.monitor.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the last figures to a collector, again and again, on a thread of its own. Nothing is kept
 * for a collector that is away: it gets the newest figures when it is back, and since counters are
 * totals nothing counted is lost.
 */
public final class Pushing implements AutoCloseable {
    private static final Duration NOTHING_YET = Duration.ofMillis(500);

    /** Says each failure again; we say it once. Held here, or its level would be forgotten. */
    private static final Logger EXPORTERS_WORDS = Logger.getLogger("io.opentelemetry.exporter");

    private final Supplier<Optional<MetricSnapshots>> figures;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Duration interval;
    private final Translation translation;
    private final OtlpHttpMetricExporter exporter;
    private final Post post;
    private final Telling telling;
    private final Thread thread = Thread.ofPlatform().name("otlp").daemon().unstarted(this::run);
    private @Nullable Instant begun;
    private int failures;

    private Pushing(
            Collector to,
            String version,
            Supplier<Optional<MetricSnapshots>> figures,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<String> tell) {
        this.figures = figures;
        this.clock = clock;
        this.nanos = nanos;
        this.interval = to.interval();
        this.telling = new Telling(to.toString(), tell);
        AttributesBuilder attributes = Attributes.builder();
        to.resource().forEach(attributes::put);
        this.translation =
                new Translation(
                        Resource.create(attributes.build()),
                        InstrumentationScopeInfo.builder("raingauge").setVersion(version).build());
        var posting = new Posting(to.trusted(), clock);
        this.exporter =
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(to.uri().toString())
                        .setHeaders(to::headers)
                        .setTimeout(to.timeout())
                        .setCompression(to.gzip() ? "gzip" : "none")
                        .setMemoryMode(MemoryMode.IMMUTABLE_DATA)
                        .setMeterProvider(MeterProvider.noop())
                        .setRetryPolicy(null) // with newer figures, by us
                        .setComponentLoader(posting)
                        .build();
        this.post = posting.made();
    }

    /**
     * Begins to push, as soon as there is something to push.
     *
     * @param version of this program
     * @param figures the last ones; empty before there are any
     * @param nanos a ticker
     * @param tell what to do with a sentence about it
     */
    public static Pushing start(
            Collector to,
            String version,
            Supplier<Optional<MetricSnapshots>> figures,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<String> tell) {
        EXPORTERS_WORDS.setLevel(Level.OFF);
        var pushing = new Pushing(to, version, figures, clock, nanos, tell);
        pushing.thread.start();
        return pushing;
    }

    private void run() {
        try {
            while (true) {
                Duration pause = interval;
                try {
                    pause = push();
                } catch (RuntimeException e) {
                    telling.about(
                            new Outcome.Unreachable("a fault of this program (" + e + ")"),
                            clock.instant());
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Pushes once; how long to wait for the next time. */
    private Duration push() {
        Optional<MetricSnapshots> now = figures.get();
        if (now.isEmpty()) {
            return NOTHING_YET;
        }
        long from = nanos.getAsLong();
        Instant time = clock.instant();
        Instant start = begun == null ? time : begun;
        exporter.export(translation.of(now.get(), start, time));
        Outcome outcome = post.last();
        if (outcome instanceof Outcome.Accepted) {
            begun = start;
            failures = 0;
        } else {
            failures++;
        }
        telling.about(outcome, time);
        Duration took = Duration.ofNanos(nanos.getAsLong() - from);
        return Pause.after(
                outcome, failures, interval, took, ThreadLocalRandom.current().nextDouble());
    }

    /** Breaks off what is being pushed. */
    @Override
    public void close() {
        thread.interrupt();
        exporter.shutdown();
    }
}
