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
        Verdict verdict = OK;
        for (Finding finding : findings) {
            Verdict one =
                    switch (finding.common().severity()) {
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
