package dev.raingauge.monitor.diagnose;

import java.util.OptionalLong;

/**
 * A figure at two moments.
 *
 * @param before at the first moment
 * @param after at the second
 */
public record Change(long before, long after) {
    /**
     * Empty where the figure went backwards: the counter was replaced meanwhile, and nothing can be
     * said.
     */
    public OptionalLong growth() {
        return after < before ? OptionalLong.empty() : OptionalLong.of(after - before);
    }

    @Override
    public String toString() {
        return before + " -> " + after;
    }
}
