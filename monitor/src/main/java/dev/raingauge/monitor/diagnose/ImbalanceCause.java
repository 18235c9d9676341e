package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code reuseport-imbalance}: one socket of a SO_REUSEPORT group is full or stuck while others are
 * nearly empty. The kernel chooses the member by a hash of the client's address, not by load.
 */
final class ImbalanceCause implements AcceptQueueRules.Cause {
    /** So many samples without a shrinking queue are no chance; two would be. */
    private static final int SAMPLES_TO_BE_STUCK = 10;

    private final Thresholds thresholds;

    ImbalanceCause(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Optional<Finding> of(Evidence evidence, ListenerEvidence listener) {
        List<MemberEvidence> there =
                listener.members().stream().filter(member -> !member.gone()).toList();
        List<MemberEvidence> stuck = there.stream().filter(ImbalanceCause::stuck).toList();
        List<MemberEvidence> others =
                there.stream().filter(member -> !stuck.contains(member)).toList();
        boolean othersIdle = others.stream().allMatch(one -> hasRoom(one.queue()));
        if (stuck.isEmpty() || others.isEmpty() || !othersIdle) {
            return Optional.empty();
        }
        MemberEvidence fullest =
                Collections.max(stuck, Comparator.comparingDouble(one -> one.queue().peakUse()));
        long othersPeak = others.stream().mapToLong(one -> one.queue().peakDepth()).max().orElse(0);
        boolean ownerGone = fullest.owners().isEmpty() && evidence.around().ownersComplete();
        List<Signal> signals = new ArrayList<>(AcceptQueueRules.queueSignals(fullest.queue()));
        signals.add(Signal.of("others.acceptQueue.peakDepth", othersPeak));
        signals.add(Signal.of("members", there.size()));
        return Optional.of(
                new QueueFinding.ReuseportImbalance(
                        new Case(
                                fullest.queue().fullAtEnd() ? Severity.CRITICAL : Severity.WARNING,
                                ownerGone || fullest.queue().fullAtEnd()
                                        ? Confidence.CERTAIN
                                        : Confidence.LIKELY,
                                Subject.of(evidence, listener),
                                signals),
                        fullest,
                        there.size(),
                        stuck.size(),
                        othersPeak,
                        ownerGone));
    }

    /** Full at the end, or never without a queue and never shorter: nobody takes from it. */
    private static boolean stuck(MemberEvidence member) {
        QueueTrack queue = member.queue();
        boolean onlyGrew = queue.lastDepth() > 0 && queue.neverShrank();
        return queue.fullAtEnd() || (onlyGrew && queue.waitingSamples() >= SAMPLES_TO_BE_STUCK);
    }

    /** Nearly empty at its fullest, or mostly empty: a short queue is soon a quarter full. */
    private boolean hasRoom(QueueTrack queue) {
        boolean mostlyEmpty = queue.waitingShare() <= thresholds.mostly();
        return !queue.everFull() && (mostlyEmpty || queue.peakUse() <= thresholds.imbalance());
    }
}
