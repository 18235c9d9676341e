package dev.raingauge.monitor.analyse;

import java.util.OptionalLong;

/**
 * A number and what it counts.
 *
 * @param value empty where it cannot be known, which is not the same as zero
 */
public record Figure(OptionalLong value, Scope scope) {
    public static Figure ofNamespace(OptionalLong value) {
        return new Figure(value, Scope.NAMESPACE);
    }

    public static Figure ofHost(OptionalLong value) {
        return new Figure(value, Scope.HOST);
    }
}
