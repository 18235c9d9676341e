package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * Whom a finding is about.
 *
 * @param namespace always named: a pod's trouble never shows in the host's counters
 * @param listener the listening address; empty where the finding is about a process, a destination
 *     or the namespace
 * @param detail what else tells it apart from others of the same rule: a destination, a path; may
 *     be empty
 * @param processes the processes concerned, as far as they are visible
 */
public record Subject(
        Namespace namespace,
        Optional<ListenerAddress> listener,
        String detail,
        List<ProcessFacts> processes) {
    public Subject {
        processes = List.copyOf(processes);
    }

    static Subject of(Evidence evidence) {
        return new Subject(evidence.namespace(), Optional.empty(), "", List.of());
    }

    static Subject of(Evidence evidence, ListenerEvidence listener) {
        return new Subject(
                evidence.namespace(), Optional.of(listener.address()), "", listener.owners());
    }
}
