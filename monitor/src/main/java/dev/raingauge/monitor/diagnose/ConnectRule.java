package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.TcpState;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code connect-stalled}: our own SYNs are sent again and again and not answered. Toward a
 * listener of this namespace the other rules say why, so these are left out.
 */
final class ConnectRule implements Rule {
    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (Grouped group :
                Grouped.of(
                        evidence, track -> waitsInVain(track) && !evidence.isOurs(track.last()))) {
            List<Signal> signals = new ArrayList<>();
            signals.add(Signal.of("connections.synSent", group.tracks().size()));
            signals.add(Signal.of("synRetransmissions", group.retransmits()));
            Signal.of(evidence, "TcpExtTCPSynRetrans").ifPresent(signals::add);
            findings.add(
                    new ConnectionFinding.ConnectStalled(
                            group.finding(evidence, Severity.WARNING, Confidence.POSSIBLE, signals),
                            group.tracks().size(),
                            group.retransmits()));
        }
        return findings;
    }

    private static boolean waitsInVain(ConnectionTrack track) {
        return track.inLast()
                && track.last().state() == TcpState.SYN_SENT
                && track.last().timer().retransmits() >= 1;
    }
}
