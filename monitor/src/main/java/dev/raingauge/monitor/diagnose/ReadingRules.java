package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.TcpState;
import java.util.ArrayList;
import java.util.List;

/** {@code not-reading} and {@code peer-not-reading}: bytes pile up on a connection. */
final class ReadingRules implements Rule {
    private static final int LOOKS = 3;

    private final Thresholds thresholds;

    ReadingRules(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        ConnectionsTrack all = evidence.connections();
        if (all.looks() < LOOKS || all.span().compareTo(thresholds.stalledFor()) < 0) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (Grouped group : Grouped.of(evidence, track -> unread(track, all))) {
            findings.add(notReading(evidence, group));
        }
        for (Grouped group :
                Grouped.of(evidence, track -> lasting(track, track.persistLooks(), all))) {
            findings.add(peer(evidence, group, true));
        }
        for (Grouped group : Grouped.of(evidence, track -> unanswered(track, all))) {
            findings.add(peer(evidence, group, false));
        }
        return findings;
    }

    /** In all looks, the last included; of many looks the first may have come too early. */
    private static boolean lasting(ConnectionTrack track, int looks, ConnectionsTrack all) {
        return track.inLast() && looks >= LOOKS && looks >= all.looks() - 1;
    }

    /** Never less than before, in every look: nothing was read. */
    private boolean unread(ConnectionTrack track, ConnectionsTrack all) {
        return lasting(track, track.looks(), all)
                && track.last().state() == TcpState.ESTABLISHED
                && track.unreadNeverShrank()
                && track.last().queues().unreadBytes() >= thresholds.unreadBytes();
    }

    private boolean unanswered(ConnectionTrack track, ConnectionsTrack all) {
        return lasting(track, track.retransmitLooks(), all)
                && track.last().state() == TcpState.ESTABLISHED
                && track.last().timer().retransmits() >= thresholds.retransmits();
    }

    private static Finding notReading(Evidence evidence, Grouped group) {
        List<Signal> signals =
                List.of(
                        Signal.of("connections", group.tracks().size()),
                        Signal.of("unreadBytes", group.unreadBytes()));
        return new ConnectionFinding.NotReading(
                group.finding(evidence, Severity.WARNING, Confidence.LIKELY, signals),
                group.tracks().size(),
                group.unreadBytes());
    }

    private static Finding peer(Evidence evidence, Grouped group, boolean windowClosed) {
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("connections", group.tracks().size()));
        signals.add(Signal.of("unacknowledgedBytes", group.unacknowledgedBytes()));
        if (!windowClosed) {
            signals.add(Signal.of("retransmissions", group.retransmits()));
        }
        return new ConnectionFinding.PeerNotReading(
                group.finding(
                        evidence,
                        Severity.WARNING,
                        windowClosed ? Confidence.CERTAIN : Confidence.LIKELY,
                        signals),
                group.tracks().size(),
                group.unacknowledgedBytes(),
                windowClosed);
    }
}
