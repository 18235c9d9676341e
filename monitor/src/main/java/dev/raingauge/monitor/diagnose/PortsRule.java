package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code ephemeral-ports}: the local ports toward one destination are nearly used up. */
final class PortsRule implements Rule {
    private static final int MOST = 10;

    private final Thresholds thresholds;

    PortsRule(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public List<Finding> judge(Evidence evidence) {
        long available =
                PortRange.available(
                        evidence.around().sysctls().text(PortRange.RANGE),
                        evidence.around().sysctls().text(PortRange.RESERVED));
        if (available == 0) {
            return List.of();
        }
        return evidence.connections().portsInUse().entrySet().stream()
                .filter(route -> route.getValue() >= thresholds.portsWarning() * available)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(route -> finding(evidence, route.getKey(), route.getValue(), available))
                .toList();
    }

    private Finding finding(Evidence evidence, Route route, long used, long available) {
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of("portsInUse", used));
        signals.add(Signal.of("portsAvailable", available));
        boolean critical = used >= thresholds.portsCritical() * available;
        return new ConnectionFinding.EphemeralPorts(
                new Case(
                        critical ? Severity.CRITICAL : Severity.WARNING,
                        Confidence.CERTAIN,
                        Subject.of(evidence, route.destination().toString(), List.of()),
                        signals),
                route,
                used,
                available);
    }
}
