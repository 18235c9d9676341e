package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code burst-overflow}: the queue overflowed, yet nobody who got in waits long: more clients came
 * at once than it holds.
 */
final class BurstCause implements AcceptQueueRules.Cause {
    private final Thresholds thresholds;

    BurstCause(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Optional<Finding> of(Evidence evidence, ListenerEvidence listener) {
        QueueTrack queue = fullest(listener);
        if (listener.drops().overflows() == 0
                || listener.waits().longest().compareTo(thresholds.burstWait()) >= 0
                || queue.longestFull().compareTo(thresholds.burstWait()) >= 0) {
            return Optional.empty();
        }
        OptionalLong somaxconn = evidence.setting("net.core.somaxconn");
        Sizing sizing = Sizing.of(listener, queue);
        List<Signal> signals = new ArrayList<>(AcceptQueueRules.queueSignals(queue));
        signals.add(Signal.of("overflowsInTheWorstSecond", sizing.refusedInWorstSecond()));
        somaxconn.ifPresent(value -> signals.add(Signal.of("net.core.somaxconn", value)));
        return Optional.of(
                new QueueFinding.BurstOverflow(
                        new Case(
                                Severity.WARNING,
                                queue.waitingShare() <= thresholds.mostly()
                                        ? Confidence.LIKELY
                                        : Confidence.POSSIBLE,
                                Subject.of(evidence, listener),
                                signals),
                        queue,
                        sizing,
                        BindingSide.of(queue.limit(), somaxconn),
                        somaxconn));
    }

    /** A limit belongs to one socket; in a group the sum would not compare with somaxconn. */
    private static QueueTrack fullest(ListenerEvidence listener) {
        return listener.members().stream()
                .map(MemberEvidence::queue)
                .max(Comparator.comparingLong(QueueTrack::peakDepth))
                .orElse(listener.queue());
    }
}
