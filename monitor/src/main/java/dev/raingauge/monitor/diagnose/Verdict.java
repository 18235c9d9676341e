package dev.raingauge.monitor.diagnose;

import java.util.List;
import java.util.Locale;

/** What all findings together come to; the exit code is the one of monitoring plugins. */
public enum Verdict {
    OK(0),
    WARNING(1),
    CRITICAL(2),
    /** Nothing could be looked at. */
    UNKNOWN(3);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The worst finding decides; what is only worth knowing alarms nobody. */
    public static Verdict of(List<Finding> findings) {
        return ofSeverities(findings.stream().map(finding -> finding.common().severity()).toList());
    }

    /** The same, where only that is left of the findings. */
    public static Verdict ofSeverities(List<Severity> severities) {
        Verdict verdict = OK;
        for (Severity severity : severities) {
            Verdict one =
                    switch (severity) {
                        case INFO -> OK;
                        case WARNING -> WARNING;
                        case CRITICAL -> CRITICAL;
                    };
            verdict = one.compareTo(verdict) > 0 ? one : verdict;
        }
        return verdict;
    }

    /** 0, 1, 2 and 3. */
    public int exitCode() {
        return exitCode;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
