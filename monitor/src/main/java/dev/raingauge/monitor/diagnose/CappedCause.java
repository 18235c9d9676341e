package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code backlog-capped}: the queue was nearly full and somaxconn is what bounds it. Looked for
 * last: where something else explains the depth, a higher limit is no advice.
 */
final class CappedCause implements AcceptQueueRules.Cause {
    private final Thresholds thresholds;

    CappedCause(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Optional<Finding> of(Evidence evidence, ListenerEvidence listener) {
        OptionalLong somaxconn = evidence.setting("net.core.somaxconn");
        Optional<QueueTrack> near =
                listener.members().stream()
                        .filter(member -> !member.gone())
                        .map(MemberEvidence::queue)
                        .filter(queue ->
                                somaxconn.isPresent()
                                        && queue.limit().equals(somaxconn)
                                        && nearlyFull(queue))
                        .findFirst();
        if (near.isEmpty() || listener.drops().overflows() > 0) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>(AcceptQueueRules.queueSignals(near.get()));
        signals.add(Signal.of("net.core.somaxconn", somaxconn.orElse(0)));
        return Optional.of(
                new QueueFinding.BacklogCapped(
                        new Case(
                                Severity.INFO,
                                Confidence.CERTAIN,
                                Subject.of(evidence, listener),
                                signals),
                        near.get(),
                        somaxconn.orElse(0)));
    }

    private boolean nearlyFull(QueueTrack queue) {
        return queue.peakDepth() >= thresholds.capped() * queue.limit().orElse(Long.MAX_VALUE);
    }
}
