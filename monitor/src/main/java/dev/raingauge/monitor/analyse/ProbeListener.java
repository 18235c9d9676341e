package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.ProcessRef;
import java.util.List;
import java.util.OptionalLong;

/**
 * Who listens at the address that was tried, before and after the attempt.
 *
 * @param address what it is bound to
 * @param before its accept queue before the attempt; sums, where several sockets share the address
 * @param after its accept queue afterwards
 * @param dropsBefore packets that it had dropped before the attempt; empty where not counted
 * @param dropsAfter and afterwards
 * @param processes whose it is; empty where nobody is visible
 */
public record ProbeListener(
        String address,
        QueueSum before,
        QueueSum after,
        OptionalLong dropsBefore,
        OptionalLong dropsAfter,
        List<ProcessRef> processes) {
    public ProbeListener {
        processes = List.copyOf(processes);
    }

    /** Packets that it dropped meanwhile; those of other clients are among them. */
    public OptionalLong newDrops() {
        return dropsBefore.isPresent() && dropsAfter.isPresent()
                ? OptionalLong.of(Math.max(0, dropsAfter.getAsLong() - dropsBefore.getAsLong()))
                : OptionalLong.empty();
    }

    /** Whether its queue was seen full, before or after. */
    public boolean full() {
        return before.full().orElse(false) || after.full().orElse(false);
    }
}
