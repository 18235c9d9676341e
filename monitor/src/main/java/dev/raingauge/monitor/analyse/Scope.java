package dev.raingauge.monitor.analyse;

import java.util.Locale;

/** What a figure counts. */
public enum Scope {
    /** One network namespace. */
    NAMESPACE,
    /** The whole host, whatever namespace it was read in. */
    HOST;

    /** As JSON writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
