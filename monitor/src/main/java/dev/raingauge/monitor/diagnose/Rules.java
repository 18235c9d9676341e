package dev.raingauge.monitor.diagnose;

import java.util.Comparator;
import java.util.List;

/**
 * The whole catalogue. {@link #judge} is all that a user of the rules needs: evidence of a {@link
 * Tracker} in, findings out, the worst first.
 */
public final class Rules {
    /** With the thresholds that the documentation names. */
    public static final Rules STANDARD = new Rules(Thresholds.DEFAULT);

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing((Finding finding) -> finding.common().severity()).reversed();

    private final List<Rule> rules;

    public Rules(Thresholds thresholds) {
        this.rules = List.of(new AcceptQueueRules(thresholds));
    }

    /**
     * What the evidence proves; nothing on a healthy host, and nothing from a single sample, which
     * shows no change.
     */
    public List<Finding> judge(Evidence evidence) {
        if (evidence.samples() < 2) {
            return List.of();
        }
        return rules.stream()
                .flatMap(rule -> rule.judge(evidence).stream())
                .sorted(WORST_FIRST)
                .toList();
    }
}
