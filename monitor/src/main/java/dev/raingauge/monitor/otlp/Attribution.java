package dev.raingauge.monitor.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Labels as attributes, under the names of the semantic conventions where they have them. */
final class Attribution {
    private static final String CONNECTIONS = "raingauge_tcp_connections";

    /** The others have a name of our own: {@code raingauge.} and the label. */
    static final Map<String, String> OWN =
            Map.of(
                    "namespace", "raingauge.namespace",
                    "state", "raingauge.listener.connection.state",
                    "rule", "raingauge.finding.rule",
                    "severity", "raingauge.finding.severity",
                    "depth", "raingauge.pass.depth",
                    "counter", "raingauge.counter",
                    "process", "raingauge.listener.processes",
                    "cgroup", "raingauge.listener.cgroups");

    /** TCP states that {@code network.connection.state} writes in another way. */
    private static final Map<String, String> STATES =
            Map.of(
                    "close", "closed",
                    "fin_wait1", "fin_wait_1",
                    "fin_wait2", "fin_wait_2",
                    "syn_recv", "syn_received");

    private static final Pattern WITH_PORT =
            Pattern.compile("\\[?([^/@\\]][^\\]]*?)]?:([0-9]{1,5}|ephemeral)");

    private Attribution() {}

    static Attributes of(String metric, Labels labels) {
        AttributesBuilder attributes = Attributes.builder();
        if (metric.equals(CONNECTIONS)) {
            attributes.put("network.transport", "tcp");
        }
        for (Label label : labels) {
            String value = label.getValue();
            String name = label.getName();
            if (name.equals("protocol")) {
                attributes.put("network.transport", value);
            } else if (name.equals("address")) {
                address(value, attributes);
            } else if (name.equals("state") && metric.equals(CONNECTIONS)) {
                attributes.put("network.connection.state", STATES.getOrDefault(value, value));
            } else if (!value.isEmpty()) {
                attributes.put(OWN.getOrDefault(name, "raingauge." + name), value);
            }
        }
        return attributes.build();
    }

    /** A shared ephemeral port is no port, and what is about no address has none. */
    private static void address(String text, AttributesBuilder attributes) {
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            if (!text.isEmpty()) {
                attributes.put("network.local.address", text);
            }
            return;
        }
        attributes.put("network.local.address", parts.group(1));
        if (!parts.group(2).equals("ephemeral")) {
            attributes.put("network.local.port", Long.parseLong(parts.group(2)));
        }
    }
}
