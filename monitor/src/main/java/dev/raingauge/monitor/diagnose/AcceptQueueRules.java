package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rules about one listener's accept queue: that it overflowed, and why. The causes are looked
 * for whether it overflowed or not, since a stalled acceptor is worth knowing before its queue is
 * full.
 */
public final class AcceptQueueRules implements Rule {
    private final Thresholds thresholds;

    public AcceptQueueRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerEvidence listener : evidence.listeners()) {
            if (listener.queue().peakDepth() == 0 && listener.drops().overflows() == 0) {
                continue; // the usual case, of thousands
            }
            Optional<Finding> cause = cause(evidence, listener);
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
        evidence.counters()
                .change("TcpExtListenOverflows")
                .ifPresent(change -> signals.add(Signal.of("TcpExtListenOverflows", change)));
        signals.add(Signal.of("listener.drops", new Change(0, drops.own())));
        signals.add(Signal.of("listener.overflows", new Change(0, drops.overflows())));
        signals.addAll(queueSignals(listener.queue()));
        return Optional.of(
                new Finding.AcceptQueueOverflow(
                        new Case(
                                lasting ? Severity.CRITICAL : Severity.WARNING,
                                drops.confidence(),
                                Subject.of(evidence, listener),
                                signals),
                        listener.queue(),
                        drops,
                        cause.map(Finding::rule),
                        evidence.around()
                                        .sysctls()
                                        .number("net.ipv4.tcp_abort_on_overflow")
                                        .orElse(0)
                                != 0));
    }

    static List<Signal> queueSignals(QueueTrack queue) {
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("acceptQueue.peakDepth", queue.peakDepth()));
        queue.limit().ifPresent(limit -> signals.add(Signal.of("acceptQueue.limit", limit)));
        return signals;
    }

    private Optional<Finding> cause(Evidence evidence, ListenerEvidence listener) {
        return imbalance(evidence, listener)
                .or(() -> stalled(evidence, listener))
                .or(() -> slow(evidence, listener))
                .or(() -> burst(evidence, listener));
    }

    /** A group's sums hide one full member, so this comes first. */
    private Optional<Finding> imbalance(Evidence evidence, ListenerEvidence listener) {
        List<MemberEvidence> there = listener.members().stream().filter(m -> !m.gone()).toList();
        Optional<MemberEvidence> full =
                there.stream().filter(member -> member.queue().fullAtEnd()).findFirst();
        if (there.size() < 2 || full.isEmpty()) {
            return Optional.empty();
        }
        MemberEvidence fullest = full.get();
        boolean othersIdle =
                there.stream()
                        .filter(member -> !member.equals(fullest))
                        .allMatch(member -> peakUse(member.queue()) <= thresholds.imbalance());
        if (!othersIdle) {
            return Optional.empty();
        }
        long othersPeak =
                there.stream()
                        .filter(member -> !member.equals(fullest))
                        .mapToLong(member -> member.queue().peakDepth())
                        .max()
                        .orElse(0);
        List<Signal> signals = new ArrayList<>(queueSignals(fullest.queue()));
        signals.add(Signal.of("others.acceptQueue.peakDepth", othersPeak));
        signals.add(Signal.of("members", there.size()));
        return Optional.of(
                new Finding.ReuseportImbalance(
                        new Case(
                                Severity.WARNING,
                                Confidence.CERTAIN,
                                Subject.of(evidence, listener),
                                signals),
                        fullest,
                        there.size(),
                        othersPeak,
                        fullest.owners().isEmpty()));
    }

    private static double peakUse(QueueTrack queue) {
        return queue.peakDepth() / (queue.limit().orElse(0) + 1.0);
    }

    private Optional<Finding> stalled(Evidence evidence, ListenerEvidence listener) {
        WaitTrack waits = listener.waits();
        if (waits.sameHeadLooks() < thresholds.stalledLooks()
                || waits.sameHeadFor().compareTo(thresholds.stalledFor()) < 0
                || listener.queue().lastDepth() == 0) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("acceptQueue.depth", listener.queue().lastDepth()));
        listener.queue()
                .limit()
                .ifPresent(limit -> signals.add(Signal.of("acceptQueue.limit", limit)));
        signals.add(Signal.of("longestWaitSeconds", waits.longest()));
        signals.add(Signal.of("sameConnectionAtTheHeadSeconds", waits.sameHeadFor()));
        signals.add(Signal.of("connectionsThatLeftTheQueue", waits.left()));
        Subject subject = Subject.of(evidence, listener);
        Optional<ProcessFacts> exhausted =
                listener.owners().stream().filter(ProcessFacts::outOfDescriptors).findFirst();
        if (exhausted.isPresent()) {
            ProcessFacts owner = exhausted.get();
            owner.openDescriptors()
                    .ifPresent(open -> signals.add(Signal.of("openDescriptors", open)));
            owner.softLimit().ifPresent(limit -> signals.add(Signal.of("descriptorLimit", limit)));
            return Optional.of(
                    new Finding.FileDescriptorLimit(
                            new Case(Severity.CRITICAL, Confidence.CERTAIN, subject, signals),
                            owner,
                            listener.queue(),
                            waits));
        }
        boolean stopped = listener.owners().stream().anyMatch(ProcessFacts::stopped);
        return Optional.of(
                new Finding.AcceptorStalled(
                        new Case(
                                Severity.CRITICAL,
                                waits.nobodyCame() || stopped || waits.left() == 0
                                        ? Confidence.CERTAIN
                                        : Confidence.LIKELY,
                                subject,
                                signals),
                        listener.queue(),
                        waits,
                        stopped));
    }

    private Optional<Finding> slow(Evidence evidence, ListenerEvidence listener) {
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
        signals.addAll(queueSignals(queue));
        return Optional.of(
                new Finding.SlowAccept(
                        new Case(
                                Severity.WARNING,
                                Confidence.LIKELY,
                                Subject.of(evidence, listener),
                                signals),
                        queue,
                        waits));
    }

    private Optional<Finding> burst(Evidence evidence, ListenerEvidence listener) {
        QueueTrack queue = listener.queue();
        if (listener.drops().overflows() == 0
                || queue.waitingShare() > thresholds.mostly()
                || listener.waits().longest().compareTo(thresholds.burstWait()) >= 0) {
            return Optional.empty();
        }
        OptionalLong somaxconn = evidence.around().sysctls().number("net.core.somaxconn");
        Sizing sizing = Sizing.of(listener);
        List<Signal> signals = new ArrayList<>(queueSignals(queue));
        signals.add(Signal.of("overflowsInTheWorstSecond", sizing.refusedInWorstSecond()));
        somaxconn.ifPresent(value -> signals.add(Signal.of("net.core.somaxconn", value)));
        return Optional.of(
                new Finding.BurstOverflow(
                        new Case(
                                Severity.WARNING,
                                listener.waits().looks() > 0 || queue.peakDepth() > 0
                                        ? Confidence.LIKELY
                                        : Confidence.POSSIBLE,
                                Subject.of(evidence, listener),
                                signals),
                        queue,
                        sizing,
                        BindingSide.of(queue.limit(), somaxconn),
                        somaxconn));
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
                        .limit(10)
                        .toList();
        List<Signal> signals = new ArrayList<>();
        evidence.counters()
                .change("TcpExtListenOverflows")
                .ifPresent(change -> signals.add(Signal.of("TcpExtListenOverflows", change)));
        signals.add(
                Signal.of(
                        "overflowsWithoutAListener",
                        new Change(0, evidence.unattributedOverflows())));
        return Optional.of(
                new Finding.UnattributedOverflow(
                        new Case(
                                Severity.WARNING,
                                Confidence.CERTAIN,
                                Subject.of(evidence),
                                signals),
                        evidence.unattributedOverflows(),
                        closed));
    }
}
