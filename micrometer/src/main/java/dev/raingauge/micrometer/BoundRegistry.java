package dev.raingauge.micrometer;

import dev.raingauge.sockdiag.model.ListenerAddress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** A registry with the meters of every listener in it. */
final class BoundRegistry {
    /** A process with more listeners than this opens one for each request. */
    private static final int MOST_LISTENERS = 200;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<ListenerAddress, ListenerMeters> meters = new HashMap<>();

    BoundRegistry(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    synchronized void update(Look look) {
        var seen = new HashSet<ListenerAddress>();
        look.listeners().forEach(listener -> seen.add(listener.address()));
        meters.entrySet()
                .removeIf(entry -> {
                    boolean gone = !seen.contains(entry.getKey());
                    if (gone) {
                        entry.getValue().remove();
                    }
                    return gone;
                });
        for (OwnListener listener : look.listeners()) {
            ListenerAddress address = listener.address();
            if (meters.size() < MOST_LISTENERS || meters.containsKey(address)) {
                meters.computeIfAbsent(address, _ -> new ListenerMeters(registry, tags, listener))
                        .update(
                                listener,
                                look.waits().getOrDefault(address, List.of()),
                                look.connections());
            }
        }
    }

    synchronized void clear() {
        meters.values().forEach(ListenerMeters::remove);
        meters.clear();
    }
}
