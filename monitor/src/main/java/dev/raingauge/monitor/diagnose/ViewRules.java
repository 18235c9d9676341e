package dev.raingauge.monitor.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code overflow-elsewhere} and {@code missing-privilege}: what was not looked at closely, or not
 * at all.
 */
final class ViewRules implements Rule {
    @Override
    public List<Finding> judge(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (Surroundings.Elsewhere other : evidence.around().elsewhere()) {
            if (other.overflows().growth().orElse(0) > 0) {
                findings.add(
                        new HostFinding.OverflowElsewhere(
                                new Case(
                                        Severity.WARNING,
                                        Confidence.CERTAIN,
                                        new Subject(other.namespace(), Optional.empty(), List.of()),
                                        List.of(
                                                Signal.of(
                                                        "TcpExtListenOverflows",
                                                        other.overflows()))),
                                other.overflows()));
            }
        }
        if (!evidence.around().gaps().isEmpty()) {
            findings.add(
                    new HostFinding.MissingPrivilege(
                            new Case(
                                    Severity.INFO,
                                    Confidence.CERTAIN,
                                    Subject.of(evidence),
                                    List.of(Signal.of("gaps", evidence.around().gaps().size()))),
                            evidence.around().gaps()));
        }
        return findings;
    }
}
