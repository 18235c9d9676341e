package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules about one listener's accept queue: that it overflowed, and why. The causes are looked
 * for whether it overflowed or not, since a stalled acceptor is worth knowing before its queue is
 * full.
 */
final class AcceptQueueRules implements Rule {
    private static final int MOST_CLOSED = 10;
    private static final int MOST_SUSPECTS = 3;

    private final Thresholds thresholds;
    private final List<Cause> causes;

    AcceptQueueRules(Thresholds thresholds) {
        this.thresholds = thresholds;
        // A group's sums hide its one bad member, so the group comes first.
        this.causes =
                List.of(
                        new ImbalanceCause(thresholds),
                        new StallCause(thresholds),
                        new SlownessCause(thresholds),
                        new BurstCause(thresholds),
                        new CappedCause(thresholds));
    }

    /** One explanation of a queue that fills up. */
    interface Cause {
        Optional<Finding> of(Evidence evidence, ListenerEvidence listener);
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerEvidence listener : evidence.listeners()) {
            if (listener.queue().peakDepth() == 0 && listener.drops().overflows() == 0) {
                continue; // the usual case, of thousands
            }
            Optional<Finding> cause =
                    causes.stream().flatMap(one -> one.of(evidence, listener).stream()).findFirst();
            overflow(evidence, listener, cause).ifPresent(findings::add);
            cause.ifPresent(findings::add);
        }
        unattributed(evidence).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> overflow(
            Evidence evidence, ListenerEvidence listener, Optional<Finding> cause) {
        DropShare drops = listener.drops();
        if (drops.overflows() == 0) {
            return Optional.empty();
        }
        boolean lasting =
                listener.queue().longestFull().compareTo(thresholds.criticalFull()) >= 0
                        || drops.secondsRunning() >= thresholds.criticalSeconds();
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "TcpExtListenOverflows").ifPresent(signals::add);
        Signal.ofDrops(listener).ifPresent(signals::add);
        signals.add(Signal.of("listener.overflows", drops.overflows()));
        // The sum of a group is not full where one of its sockets is.
        signals.addAll(
                queueSignals(
                        listener.fullest().map(MemberEvidence::queue).orElse(listener.queue())));
        boolean abort = evidence.setting("net.ipv4.tcp_abort_on_overflow").orElse(0) != 0;
        return Optional.of(
                new QueueFinding.AcceptQueueOverflow(
                        new Case(
                                lasting ? Severity.CRITICAL : Severity.WARNING,
                                drops.confidence(),
                                Subject.of(evidence, listener),
                                signals),
                        listener.queue(),
                        drops,
                        cause.map(Finding::rule),
                        abort));
    }

    static List<Signal> queueSignals(QueueTrack queue) {
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("acceptQueue.peakDepth", queue.peakDepth()));
        queue.limit().ifPresent(limit -> signals.add(Signal.of("acceptQueue.limit", limit)));
        return signals;
    }

    private static Optional<Finding> unattributed(Evidence evidence) {
        if (evidence.unattributedOverflows() == 0) {
            return Optional.empty();
        }
        List<String> closed =
                evidence.listeners().stream()
                        .filter(listener ->
                                listener.members().stream().anyMatch(MemberEvidence::gone))
                        .map(listener -> listener.address().toString())
                        .limit(MOST_CLOSED)
                        .toList();
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "TcpExtListenOverflows").ifPresent(signals::add);
        signals.add(
                Signal.of(
                        "overflowsWithoutAListener",
                        new Change(0, evidence.unattributedOverflows())));
        return Optional.of(
                new QueueFinding.UnattributedOverflow(
                        new Case(
                                Severity.WARNING,
                                Confidence.CERTAIN,
                                Subject.of(evidence),
                                signals),
                        evidence.unattributedOverflows(),
                        closed,
                        closed.isEmpty() ? uncounted(evidence) : List.of()));
    }

    /** Where no drops are counted, who had a queue is all that is known; the longest first. */
    private static List<String> uncounted(Evidence evidence) {
        boolean counted =
                evidence.listeners().stream()
                        .flatMap(listener -> listener.members().stream())
                        .anyMatch(MemberEvidence::dropsCounted);
        Comparator<ListenerEvidence> longest =
                Comparator.comparingLong(listener -> -listener.queue().peakDepth());
        return counted
                ? List.of()
                : evidence.listeners().stream()
                        .filter(listener -> listener.queue().peakDepth() > 0)
                        .filter(listener -> !listener.address().toString().isEmpty())
                        .sorted(longest)
                        .limit(MOST_SUSPECTS)
                        .map(listener ->
                                "%s (%d waited)"
                                        .formatted(
                                                listener.address(), listener.queue().peakDepth()))
                        .toList();
    }
}
