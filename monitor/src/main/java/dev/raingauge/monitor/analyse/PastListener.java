package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A listener as it was at a moment. What was not known or is not kept is empty.
 *
 * @param address the name of its series: listeners on ephemeral ports share one
 * @param owners who held it then
 */
public record PastListener(
        Namespace namespace,
        String protocol,
        String address,
        OptionalLong depth,
        OptionalLong limit,
        Optional<Boolean> full,
        OptionalLong synQueue,
        OptionalLong drops,
        OptionalLong active,
        OptionalLong waiting,
        OptionalLong closeWait,
        OptionalDouble longestWaitSeconds,
        List<Holder> owners) {
    public PastListener {
        owners = List.copyOf(owners);
    }

    /** A process that held it. */
    public record Holder(int pid, String name) {}

    /** {@code depth / (limit + 1)}, for the order; 0 where not known. */
    public double utilization() {
        return depth.isPresent() && limit.isPresent()
                ? depth.getAsLong() / (limit.getAsLong() + 1.0)
                : 0;
    }
}
