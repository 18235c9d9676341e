package dev.raingauge.monitor.fleet;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One series of an answer.
 *
 * @param labels by name; as others wrote them
 * @param points the oldest first; of a question about now exactly one
 */
public record Series(Map<String, String> labels, List<Point> points) {
    private static final String NAMESPACE = "namespace";

    /** What Prometheus makes of a label that the target has already. */
    private static final String EXPORTED_NAMESPACE = "exported_namespace";

    /**
     * A value at a time.
     *
     * @param seconds since 1970
     */
    public record Point(double seconds, double value) {}

    /** A label; empty where it has none, which PromQL does not tell apart. */
    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    double last() {
        return points.getLast().value();
    }

    /** The name of the network namespace. */
    String namespace() {
        return label(namespaceLabel());
    }

    String namespaceLabel() {
        return labels.containsKey(EXPORTED_NAMESPACE) ? EXPORTED_NAMESPACE : NAMESPACE;
    }

    /** The host of a series that has none of our labels: of {@code up}. */
    FleetHost targetHost() {
        var rest = new TreeMap<>(labels);
        rest.remove("__name__");
        rest.remove(Queries.FIGURE);
        rest.remove("depth");
        return new FleetHost(rest);
    }

    /** What is left without the labels that tell a host's own series apart. */
    FleetHost host() {
        var rest = new TreeMap<>(labels);
        rest.remove(namespaceLabel());
        Queries.OWN_LABELS.forEach(rest::remove);
        return new FleetHost(rest);
    }

    Place place() {
        return new Place(
                host(), namespace(), label("address"), Place.isAboutListener(label("rule")));
    }
}
