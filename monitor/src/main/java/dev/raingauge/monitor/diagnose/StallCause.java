package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code acceptor-stalled} and {@code file-descriptor-limit}: connections wait and none of them is
 * accepted.
 */
final class StallCause implements AcceptQueueRules.Cause {
    private final Thresholds thresholds;

    StallCause(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Optional<Finding> of(Evidence evidence, ListenerEvidence listener) {
        WaitTrack waits = listener.waits();
        if (listener.gone()
                || waits.stillLooks() < thresholds.stalledLooks()
                || waits.stillFor().compareTo(stillEnough(waits)) < 0
                || listener.queue().lastDepth() == 0) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("acceptQueue.depth", listener.queue().lastDepth()));
        listener.queue()
                .limit()
                .ifPresent(limit -> signals.add(Signal.of("acceptQueue.limit", limit)));
        signals.add(Signal.of("longestWaitSeconds", waits.longest()));
        signals.add(Signal.of("nothingAcceptedForSeconds", waits.stillFor()));
        Optional<ProcessFacts> exhausted =
                listener.owners().stream().filter(ProcessFacts::outOfDescriptors).findFirst();
        return Optional.of(
                exhausted.isPresent()
                        ? outOfDescriptors(evidence, listener, exhausted.get(), signals)
                        : stalled(evidence, listener, signals));
    }

    /** Where accepts are slow but come, a pause counts only when it is far longer than usual. */
    private Duration stillEnough(WaitTrack waits) {
        Duration unusual = waits.longestStill().multipliedBy(thresholds.stalledTimes());
        Duration least = thresholds.stalledFor();
        return waits.left() > 0 && unusual.compareTo(least) > 0 ? unusual : least;
    }

    private static Finding outOfDescriptors(
            Evidence evidence,
            ListenerEvidence listener,
            ProcessFacts owner,
            List<Signal> signals) {
        owner.openDescriptors().ifPresent(open -> signals.add(Signal.of("openDescriptors", open)));
        owner.softLimit().ifPresent(limit -> signals.add(Signal.of("descriptorLimit", limit)));
        return new QueueFinding.FileDescriptorLimit(
                new Case(
                        Severity.CRITICAL,
                        Confidence.CERTAIN,
                        Subject.of(evidence, listener),
                        signals),
                owner,
                listener.queue(),
                listener.waits());
    }

    private static Finding stalled(
            Evidence evidence, ListenerEvidence listener, List<Signal> signals) {
        WaitTrack waits = listener.waits();
        boolean stopped = listener.owners().stream().anyMatch(ProcessFacts::stopped);
        boolean sure = waits.nobodyCame() || stopped || waits.left() == 0;
        return new QueueFinding.AcceptorStalled(
                new Case(
                        Severity.CRITICAL,
                        sure ? Confidence.CERTAIN : Confidence.LIKELY,
                        Subject.of(evidence, listener),
                        signals),
                listener.queue(),
                waits,
                stopped);
    }
}
