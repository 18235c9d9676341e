package dev.raingauge.monitor.diagnose;

import java.util.Locale;

/** How much a finding matters, mildest first; the exit code of the doctor follows the worst. */
public enum Severity {
    /** Worth knowing; nothing is lost. */
    INFO,
    /** Connections or data are lost or will be. */
    WARNING,
    /** They are being lost and it does not end by itself. */
    CRITICAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
