package dev.raingauge.micrometer;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meters of one listener in one registry. A figure that is not known yet has no meter. */
final class ListenerMeters {
    private static final String PREFIX = "raingauge.listener.";

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> registered = new ArrayList<>();
    private final Timer waits;
    private final DistributionSummary utilization;
    private volatile OwnListener listener;
    private volatile ListenerCounts counts = ListenerCounts.NONE;
    private boolean limits;
    private boolean drops;
    private boolean connections;

    ListenerMeters(MeterRegistry registry, Tags common, OwnListener listener) {
        this.registry = registry;
        this.listener = listener;
        ListenerAddress address = listener.address();
        tags = common.and("protocol", address.transport().label(), "address", address.toString());
        keep(
                Gauge.builder(PREFIX + "accept.queue", () -> this.listener.depth())
                        .baseUnit("connections")
                        .description("Connections that wait for accept()")
                        .tags(tags)
                        .strongReference(true)
                        .register(registry));
        utilization =
                keep(
                        DistributionSummary.builder(PREFIX + "accept.queue.utilization")
                                .description("depth / (limit + 1) in every look; 1 is full")
                                .tags(tags)
                                .register(registry));
        waits =
                keep(
                        Timer.builder(PREFIX + "accept.wait")
                                .description(
                                        "How long waiting connections had waited, at each look")
                                .tags(tags)
                                .register(registry));
    }

    void update(
            OwnListener seen,
            List<AcceptWait> waiting,
            Map<ListenerAddress, ListenerCounts> connectionsByListener) {
        listener = seen;
        double full = seen.utilization();
        if (!Double.isNaN(full)) {
            utilization.record(full);
        }
        waiting.forEach(wait -> waits.record(wait.waited()));
        if (!limits && seen.limit().isPresent()) {
            limits = true;
            keep(
                    Gauge.builder(PREFIX + "accept.queue.limit", () -> orNaN(listener.limit()))
                            .description("What listen() was granted; full is one more")
                            .tags(tags)
                            .strongReference(true)
                            .register(registry));
        }
        if (!drops && seen.drops().isPresent()) {
            drops = true;
            keep(
                    FunctionCounter.builder(PREFIX + "drops", this, meters -> meters.droppedSoFar())
                            .baseUnit("packets")
                            .description("Packets that the listener dropped; scans count too")
                            .tags(tags)
                            .register(registry));
        }
        ListenerCounts counted = connectionsByListener.get(seen.address());
        if (counted != null) {
            counts = counted;
            registerConnections(seen.address());
        }
    }

    private void registerConnections(ListenerAddress address) {
        if (connections) {
            return;
        }
        connections = true;
        gauge("active", () -> counts.active());
        if (!address.transport().isUnix()) {
            gauge("close_wait", () -> counts.closeWait());
        }
    }

    private void gauge(String state, java.util.function.Supplier<Number> figure) {
        keep(
                Gauge.builder(PREFIX + "connections", figure)
                        .description("Accepted connections")
                        .tags(tags.and("state", state))
                        .strongReference(true)
                        .register(registry));
    }

    private double droppedSoFar() {
        return orNaN(listener.drops());
    }

    private static double orNaN(java.util.OptionalLong figure) {
        return figure.isPresent() ? figure.getAsLong() : Double.NaN;
    }

    private <M extends Meter> M keep(M meter) {
        registered.add(meter);
        return meter;
    }

    /** Takes the meters of a listener that is gone out of the registry. */
    void remove() {
        for (Meter meter : registered) {
            @Nullable Meter _ = registry.remove(meter);
        }
    }
}
