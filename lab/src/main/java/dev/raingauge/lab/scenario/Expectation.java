package dev.raingauge.lab.scenario;

import java.util.Optional;

/**
 * A finding that a scenario must lead to, or may.
 *
 * @param rule the id of the rule: {@code accept-queue-overflow}
 * @param address the listener or socket that is to be named; empty where the kernel does not tell
 *     which one it is
 * @param place in which namespace of the scenario
 * @param duty whether a diagnosis without it is wrong
 */
public record Expectation(String rule, Optional<String> address, Place place, Duty duty) {
    /** Which namespace. */
    public enum Place {
        /** {@link Running#namespace}. */
        HERE,
        /** {@link Running#elsewhere}. */
        ELSEWHERE
    }

    /** How much depends on it. */
    public enum Duty {
        MUST,
        /** True as well, if somebody says so. */
        MAY
    }
}
