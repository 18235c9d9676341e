package dev.raingauge.monitor.diagnose;

import java.util.List;

/**
 * What every finding has.
 *
 * @param severity how much it matters
 * @param confidence how sure it is
 * @param subject whom it is about
 * @param evidence the numbers that prove it; never empty
 */
public record Case(
        Severity severity, Confidence confidence, Subject subject, List<Signal> evidence) {
    public Case {
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a finding without its numbers");
        }
    }
}
