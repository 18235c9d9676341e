package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The longest that each accept queue was since somebody asked last: ten passes are taken between
 * two events of a stream, and the one that saw a burst must not be lost. Costs nothing while nobody
 * looks.
 */
final class Peaks implements Consumer<Observation> {
    /** A listener of a namespace. */
    record Of(long namespace, ListenerAddress address) {}

    private Map<Of, Long> most = new HashMap<>();
    private volatile boolean wanted;

    /** Whether anybody will ask. */
    synchronized void wanted(boolean yes) {
        wanted = yes;
        if (!yes) {
            most = new HashMap<>();
        }
    }

    @Override
    public void accept(Observation seen) {
        if (!wanted) {
            return;
        }
        for (NamespaceSample sample : seen.namespaces()) {
            if (sample.queues().isPresent()) {
                see(sample.namespace().id(), sample.queues().get().value());
            }
        }
    }

    private synchronized void see(long namespace, QueuePass pass) {
        Map<Of, Long> now = new HashMap<>();
        pass.tcp()
                .forEach(listener -> {
                    long depth = listener.acceptQueue().depth();
                    if (depth > 0) {
                        now.merge(
                                new Of(namespace, ListenerAddress.of(listener)), depth, Long::sum);
                    }
                });
        pass.unix()
                .forEach(listener -> {
                    long depth = listener.acceptQueue().depth();
                    if (depth > 0) {
                        now.merge(
                                new Of(namespace, ListenerAddress.of(listener)), depth, Long::sum);
                    }
                });
        now.forEach((key, depth) -> most.merge(key, depth, Math::max));
    }

    /** What was seen since the last call. */
    synchronized Map<Of, Long> take() {
        Map<Of, Long> taken = most;
        most = new HashMap<>();
        return taken;
    }
}
