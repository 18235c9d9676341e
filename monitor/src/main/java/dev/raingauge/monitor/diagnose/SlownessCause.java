package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code slow-accept}: connections are accepted, but slower than they come. */
final class SlownessCause implements AcceptQueueRules.Cause {
    private final Thresholds thresholds;

    SlownessCause(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Optional<Finding> of(Evidence evidence, ListenerEvidence listener) {
        QueueTrack queue = listener.queue();
        WaitTrack waits = listener.waits();
        if (queue.waitingShare() <= thresholds.mostly()
                || waits.left() == 0
                || waits.median().compareTo(thresholds.slowMedian()) <= 0) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("medianWaitSeconds", waits.median()));
        signals.add(Signal.of("longestWaitSeconds", waits.longest()));
        signals.add(Signal.of("connectionsThatLeftTheQueue", waits.left()));
        signals.add(Signal.of("samplesWithAQueuePercent", Math.round(100 * queue.waitingShare())));
        signals.addAll(AcceptQueueRules.queueSignals(queue));
        return Optional.of(
                new QueueFinding.SlowAccept(
                        new Case(
                                Severity.WARNING,
                                Confidence.LIKELY,
                                Subject.of(evidence, listener),
                                signals),
                        queue,
                        waits));
    }
}
