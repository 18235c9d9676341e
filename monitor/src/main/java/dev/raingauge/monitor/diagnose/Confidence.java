package dev.raingauge.monitor.diagnose;

import java.util.Locale;

/** How sure a finding is of its subject and its cause. */
public enum Confidence {
    /** One of several explanations, and the numbers do not decide. */
    POSSIBLE,
    /** The numbers fit this and hardly anything else. */
    LIKELY,
    /** The numbers leave no other explanation. */
    CERTAIN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Confidence atMost(Confidence other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
