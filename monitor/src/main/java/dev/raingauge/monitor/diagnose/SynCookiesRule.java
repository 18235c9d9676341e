package dev.raingauge.monitor.diagnose;

import dev.raingauge.monitor.diagnose.SynFinding.SynCookiesSent.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code syn-cookies-sent}: nothing was dropped; why cookies were needed is the question. */
final class SynCookiesRule implements Rule {
    private static final int ALWAYS = 2;

    private final Thresholds thresholds;

    SynCookiesRule(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        long sent = evidence.counters().growth("TcpExtSyncookiesSent").orElse(0);
        if (sent == 0) {
            return List.of();
        }
        long received = evidence.counters().growth("TcpExtSyncookiesRecv").orElse(0);
        long opened = evidence.counters().growth("TcpPassiveOpens").orElse(0);
        Reason reason = reason(evidence, sent, received, opened);
        boolean clients = reason == Reason.CLIENTS || reason == Reason.MIXED;
        if (clients && evidence.counters().grew("TcpExtListenOverflows")) {
            return List.of(); // requests pile up behind a full accept queue, which is the trouble
        }
        List<Signal> signals = new ArrayList<>();
        for (String counter :
                List.of(
                        "TcpExtSyncookiesSent",
                        "TcpExtSyncookiesRecv",
                        "TcpExtTCPReqQFullDoCookies",
                        "TcpPassiveOpens")) {
            Signal.of(evidence, counter).ifPresent(signals::add);
        }
        signals.add(Signal.of("synQueue.peakDepth", evidence.states().peakSynRecv()));
        boolean flood = reason == Reason.FLOOD;
        return List.of(
                new SynFinding.SynCookiesSent(
                        new Case(
                                flood ? Severity.WARNING : Severity.INFO,
                                reason == Reason.ALWAYS ? Confidence.CERTAIN : Confidence.LIKELY,
                                subject(evidence, reason),
                                signals),
                        sent,
                        received,
                        reason));
    }

    private Reason reason(Evidence evidence, long sent, long received, long opened) {
        boolean fewReturn = received < sent * thresholds.floodReturn();
        boolean fewOpen = opened < sent * thresholds.floodReturn();
        if (sent >= thresholds.floodCookies() && fewReturn && fewOpen) {
            return Reason.FLOOD;
        }
        if (evidence.setting("net.ipv4.tcp_syncookies").orElse(1) == ALWAYS) {
            return Reason.ALWAYS;
        }
        return received >= sent * thresholds.clientsReturn() ? Reason.CLIENTS : Reason.MIXED;
    }

    /** The listener whose SYN queue was as full as it gets; with cookies always, none needs be. */
    private static Subject subject(Evidence evidence, Reason reason) {
        Optional<ListenerEvidence> full =
                reason == Reason.ALWAYS
                        ? Optional.empty()
                        : evidence.most(ListenerEvidence::peakHalfOpen);
        return full.map(one -> Subject.of(evidence, one)).orElse(Subject.of(evidence));
    }
}
