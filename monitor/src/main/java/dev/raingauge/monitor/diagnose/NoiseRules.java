package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code port-scan} and {@code deferred-accept}: a listener drops packets, and no connection is
 * lost. Worth knowing, since both look like trouble.
 */
final class NoiseRules implements Rule {
    private final Thresholds thresholds;

    NoiseRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerEvidence listener : evidence.listeners()) {
            scan(evidence, listener).ifPresent(findings::add);
            deferred(evidence, listener).ifPresent(findings::add);
        }
        return findings;
    }

    /** What is beyond overflows: a reset on overflow and a twice counted ACK are no scan. */
    private Optional<Finding> scan(Evidence evidence, ListenerEvidence listener) {
        DropShare drops = listener.drops();
        long taken = drops.scanned() - drops.overflows();
        if (taken < thresholds.scanPackets()) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "TcpExtEmbryonicRsts").ifPresent(signals::add);
        Signal.ofDrops(listener).ifPresent(signals::add);
        Signal.of(evidence, "TcpExtListenDrops").ifPresent(signals::add);
        return Optional.of(
                new SynFinding.PortScan(
                        new Case(
                                Severity.INFO,
                                Confidence.LIKELY,
                                Subject.of(evidence, listener),
                                signals),
                        taken));
    }

    /** Clients that ask soon make the counter grow too, but their requests do not pile up. */
    private Optional<Finding> deferred(Evidence evidence, ListenerEvidence listener) {
        Optional<Change> halfOpen = listener.halfOpen();
        boolean piled =
                halfOpen.isPresent()
                        && halfOpen.get().after() >= thresholds.deferredPile()
                        && halfOpen.get().after() >= halfOpen.get().before();
        if (listener.drops().deferred() == 0
                || !piled
                || evidence.counters().grew("TcpExtSyncookiesSent")) {
            return Optional.empty();
        }
        List<Signal> signals = new ArrayList<>();
        Signal.of(evidence, "TcpExtTCPDeferAcceptDrop").ifPresent(signals::add);
        signals.add(Signal.of("synQueue.depth", halfOpen.get()));
        Signal.ofDrops(listener).ifPresent(signals::add);
        Signal.of(evidence, "TcpExtListenDrops").ifPresent(signals::add);
        return Optional.of(
                new SynFinding.DeferredAccept(
                        new Case(
                                Severity.INFO,
                                Confidence.LIKELY,
                                Subject.of(evidence, listener),
                                signals),
                        halfOpen.get().after()));
    }
}
