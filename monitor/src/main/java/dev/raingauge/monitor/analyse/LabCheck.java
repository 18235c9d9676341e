package dev.raingauge.monitor.analyse;

import java.util.Optional;

/**
 * What a scenario of the lab asks of the doctor, or what the doctor said, and how the two compare.
 *
 * @param rule the id of the rule
 * @param address whom the finding is about; empty where it is about the namespace
 * @param elsewhere whether in the other namespace of a scenario about two
 */
public record LabCheck(String rule, Optional<String> address, boolean elsewhere, Outcome outcome) {
    /** How a finding that was asked for and one that was made compare. */
    public enum Outcome {
        /** It had to be found, and was. */
        FOUND,
        /** It did not have to be found, but is true. */
        TRUE_AS_WELL,
        /** It had to be found, and was not. */
        MISSED,
        /** It was found, and must not be. */
        WRONG
    }

    /** Whether the doctor was right here. */
    public boolean right() {
        return outcome == Outcome.FOUND || outcome == Outcome.TRUE_AS_WELL;
    }

    /** {@code acceptor-stalled at 127.0.0.1:7000}. */
    public String what() {
        return rule
                + address.map(at -> " at " + at).orElse("")
                + (elsewhere ? " in the other namespace" : "");
    }
}
