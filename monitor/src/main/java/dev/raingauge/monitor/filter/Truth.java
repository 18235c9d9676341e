package dev.raingauge.monitor.filter;

/** The answer to a question about a socket whose source may not tell everything. */
public enum Truth {
    NO,
    UNKNOWN,
    YES;

    static Truth of(boolean holds) {
        return holds ? YES : NO;
    }

    /** A no decides, whatever is not known. */
    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** A yes decides, whatever is not known. */
    Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Truth negated() {
        return switch (this) {
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
            case YES -> NO;
        };
    }
}
