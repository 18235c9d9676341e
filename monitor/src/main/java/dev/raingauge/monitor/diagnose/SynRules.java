package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code syn-queue-overflow} and {@code syn-backlog-headroom}: SYNs that were dropped. */
final class SynRules implements Rule {
    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        queueFull(evidence).ifPresent(findings::add);
        headroom(evidence).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> queueFull(Evidence evidence) {
        long refused = evidence.counters().growth("TcpExtTCPReqQFullDrop").orElse(0);
        if (refused == 0) {
            return Optional.empty();
        }
        Optional<ListenerEvidence> victim = evidence.most(listener -> listener.drops().synQueue());
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "TcpExtTCPReqQFullDrop").ifPresent(signals::add);
        long halfOpen = halfOpen(evidence, victim, signals);
        return Optional.of(
                new SynFinding.SynQueueOverflow(
                        new Case(
                                Severity.CRITICAL,
                                Confidence.CERTAIN,
                                subject(evidence, victim),
                                signals),
                        refused,
                        halfOpen));
    }

    /**
     * {@code tcp_conn_request} in {@code net/ipv4/tcp_input.c}: without cookies, the last quarter
     * of tcp_max_syn_backlog is for clients that the kernel has seen before.
     */
    private static Optional<Finding> headroom(Evidence evidence) {
        long most = evidence.setting("net.ipv4.tcp_max_syn_backlog").orElse(0);
        boolean cookiesOff = evidence.setting("net.ipv4.tcp_syncookies").orElse(1) == 0;
        long refused = evidence.otherDrops();
        Optional<ListenerEvidence> victim = evidence.most(listener -> listener.drops().other());
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "TcpExtListenDrops").ifPresent(signals::add);
        Signal.of(evidence, "TcpExtListenOverflows").ifPresent(signals::add);
        Signal.of(evidence, "TcpExtTCPReqQFullDrop").ifPresent(signals::add);
        long halfOpen = halfOpen(evidence, victim, signals);
        signals.add(Signal.of("net.ipv4.tcp_max_syn_backlog", most));
        if (!cookiesOff || most == 0 || refused == 0 || 4 * halfOpen < 3 * most) {
            return Optional.empty();
        }
        return Optional.of(
                new SynFinding.SynBacklogHeadroom(
                        new Case(
                                Severity.CRITICAL,
                                Confidence.LIKELY,
                                subject(evidence, victim),
                                signals),
                        refused,
                        halfOpen,
                        most));
    }

    private static long halfOpen(
            Evidence evidence, Optional<ListenerEvidence> victim, List<Signal> signals) {
        long halfOpen =
                victim.map(ListenerEvidence::peakHalfOpen)
                        .filter(peak -> peak > 0)
                        .orElse(evidence.states().peakSynRecv());
        signals.add(Signal.of("synQueue.peakDepth", halfOpen));
        return halfOpen;
    }

    private static Subject subject(Evidence evidence, Optional<ListenerEvidence> listener) {
        return listener.map(one -> Subject.of(evidence, one)).orElse(Subject.of(evidence));
    }
}
