package dev.raingauge.monitor.fleet;

import java.util.Map;
import java.util.TreeMap;

/**
 * One target of the server, which is one agent.
 *
 * @param labels those that the server gives it: job, instance and its own
 */
public record FleetHost(Map<String, String> labels) implements Comparable<FleetHost> {
    public FleetHost {
        labels = new TreeMap<>(labels);
    }

    /** How people call it: mostly {@code HOST:PORT}. */
    public String name() {
        return labels.getOrDefault("instance", "?");
    }

    /**
     * Whether the server gives it a label {@code namespace}, as in Kubernetes: ours is then {@code
     * exported_namespace}.
     */
    boolean namesNamespaces() {
        return labels.containsKey("namespace");
    }

    public String job() {
        return labels.getOrDefault("job", "");
    }

    @Override
    public int compareTo(FleetHost other) {
        int byName = name().compareTo(other.name());
        return byName != 0 ? byName : labels.toString().compareTo(other.labels.toString());
    }
}
