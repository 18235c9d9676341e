package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.TcpState;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code close-wait-leak}: many connections whose peer has closed, and none of them ever leaves.
 * Those that nobody accepted are not among them: their clients gave up while queued.
 */
final class CloseWaitRule implements Rule {
    private final Thresholds thresholds;

    CloseWaitRule(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        ConnectionsTrack connections = evidence.connections();
        if (connections.looks() < 2
                || connections.span().compareTo(thresholds.stalledFor()) < 0
                || !connections.complete()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (Grouped group :
                Grouped.of(evidence, track -> track.last().state() == TcpState.CLOSE_WAIT)) {
            long before = group.tracks().stream().filter(ConnectionTrack::inFirst).count();
            long after = group.tracks().stream().filter(ConnectionTrack::inLast).count();
            boolean noneLeft = after == group.tracks().size();
            if (before < thresholds.closeWait() || !noneLeft) {
                continue;
            }
            Change change = new Change(before, after);
            List<Signal> signals =
                    List.of(
                            Signal.of("connections.closeWait", change),
                            Signal.of("connectionsThatWereClosed", 0));
            findings.add(
                    new ConnectionFinding.CloseWaitLeak(
                            group.finding(evidence, Severity.WARNING, Confidence.LIKELY, signals),
                            change));
        }
        return findings;
    }
}
