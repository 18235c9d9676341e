package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.history.Topic;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.sockdiag.model.ListenerAddress;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is there now: of a listener that is seconds old nothing is remembered yet, and still it is
 * not unknown.
 *
 * @param latest the last observation; empty until something was measured
 */
record Present(Supplier<Optional<Observation>> latest) {
    private Stream<NamespaceSample> namespaces() {
        return latest.get().stream().flatMap(seen -> seen.namespaces().stream());
    }

    /** The program's own namespace, or the first of those that are watched. */
    String ownNamespace() {
        return namespaces().map(sample -> sample.namespace().name()).findFirst().orElse("host");
    }

    boolean watches(String namespace) {
        return namespaces().anyMatch(sample -> sample.namespace().name().equals(namespace));
    }

    /** Whether somebody listens there. */
    boolean listens(Topic wanted) {
        return namespaces()
                .filter(sample -> sample.namespace().name().equals(wanted.namespace()))
                .flatMap(sample -> sample.queues().stream())
                .map(queues -> queues.value())
                .flatMap(queues ->
                        Stream.concat(
                                queues.tcp().stream().map(ListenerAddress::of),
                                queues.unix().stream().map(ListenerAddress::of)))
                .anyMatch(at ->
                        at.transport().label().equals(wanted.protocol())
                                && at.toString().equals(wanted.address()));
    }
}
