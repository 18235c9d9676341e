package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * Whom a finding is about.
 *
 * @param namespace always named: a pod's trouble never shows in the host's counters
 * @param address the listening address, a destination, or the address of a socket; empty where the
 *     finding is about a process or the namespace
 * @param processes the processes concerned, as far as they are visible
 */
public record Subject(Namespace namespace, Optional<String> address, List<ProcessFacts> processes) {
    public Subject {
        processes = List.copyOf(processes);
    }

    static Subject of(Evidence evidence) {
        return new Subject(evidence.namespace(), Optional.empty(), List.of());
    }

    static Subject of(Evidence evidence, ListenerEvidence listener) {
        return of(evidence, listener.address().toString(), listener.owners());
    }

    static Subject of(Evidence evidence, String address, List<ProcessFacts> processes) {
        return new Subject(evidence.namespace(), Optional.of(address), processes);
    }
}
