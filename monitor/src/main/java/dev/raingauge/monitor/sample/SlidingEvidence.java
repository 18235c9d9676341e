package dev.raingauge.monitor.sample;

import dev.raingauge.monitor.diagnose.Evidence;
import dev.raingauge.monitor.diagnose.Surroundings;
import dev.raingauge.monitor.diagnose.Tracker;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.QueuePass;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of the last half minute or minute of one namespace. Two trackers overlap: when the
 * older one has seen two windows it is dropped, so that what happened an hour ago is no news, and
 * nothing is forgotten at a single moment.
 */
final class SlidingEvidence {
    static final Duration WINDOW = Duration.ofSeconds(30);

    /** With so many listeners, not every queue pass is looked at. */
    private static final int MANY_LISTENERS = 500;

    private static final Duration PAUSE_FOR_MANY = Duration.ofMillis(500);

    private final Namespace namespace;
    private Tracker current;
    private @Nullable Tracker next;
    private @Nullable Duration nextSince;
    private @Nullable Duration begun;
    private @Nullable Duration lastQueues;
    private long lastKernel = Long.MIN_VALUE;
    private long lastWaits = Long.MIN_VALUE;
    private long lastStates = Long.MIN_VALUE;
    private long lastCensus = Long.MIN_VALUE;

    SlidingEvidence(Namespace namespace) {
        this.namespace = namespace;
        this.current = new Tracker(namespace);
    }

    /** Takes what is new since the last call. */
    void add(NamespaceSample seen) {
        if (seen.queues().isEmpty()) {
            return;
        }
        Sample<QueuePass> queues = seen.queues().get();
        Duration at = Duration.ofNanos(queues.nanos());
        if (lastQueues != null && at.minus(lastQueues).compareTo(pause(queues.value())) <= 0) {
            return;
        }
        lastQueues = at;
        if (begun == null) {
            begun = at;
        }
        roll(at, begun);
        var sample = sample(at, queues.value(), seen);
        current.add(sample);
        if (next != null) {
            next.add(sample);
        }
    }

    private static Duration pause(QueuePass queues) {
        return queues.tcp().size() + queues.unix().size() > MANY_LISTENERS
                ? PAUSE_FOR_MANY
                : Duration.ZERO;
    }

    private void roll(Duration at, Duration since) {
        Duration age = at.minus(nextSince == null ? since : nextSince);
        if (age.compareTo(WINDOW) >= 0) {
            current = next == null ? current : next;
            next = new Tracker(namespace);
            nextSince = at;
        }
    }

    private dev.raingauge.monitor.diagnose.Sample sample(
            Duration at, QueuePass queues, NamespaceSample seen) {
        var sample = dev.raingauge.monitor.diagnose.Sample.of(at, queues);
        Optional<NamespaceSample.Kernel> kernel = newer(seen.kernel(), lastKernel);
        if (kernel.isPresent()) {
            lastKernel = seen.kernel().orElseThrow().nanos();
            sample = sample.with(kernel.get().counters()).with(kernel.get().sockStat());
        }
        var waits = newer(seen.waits(), lastWaits);
        if (waits.isPresent()) {
            lastWaits = seen.waits().orElseThrow().nanos();
            sample = sample.with(waits.get());
        }
        var states = newer(seen.states(), lastStates);
        if (states.isPresent()) {
            lastStates = seen.states().orElseThrow().nanos();
            sample = sample.with(states.get());
        }
        var census = newer(seen.census(), lastCensus);
        if (census.isPresent()) {
            lastCensus = seen.census().orElseThrow().nanos();
            sample = sample.with(census.get().tcp());
        }
        return sample;
    }

    private static <T> Optional<T> newer(Optional<Sample<T>> sample, long last) {
        return sample.filter(one -> one.nanos() != last).map(Sample::value);
    }

    /** Inodes of the sockets that a finding may be about. */
    Set<Long> interesting() {
        Set<Long> inodes = new LinkedHashSet<>(current.interestingListeners());
        inodes.addAll(current.interestingConnections());
        return inodes;
    }

    Evidence evidence(Surroundings around) {
        return current.evidence(around);
    }
}
