package dev.raingauge.monitor.serve;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far back a fleet can be looked at. So few, because each is a question of its own to somebody
 * else's server.
 */
enum FleetPeriod {
    QUARTER("15m", Duration.ofMinutes(15)),
    HOUR("1h", Duration.ofHours(1)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    DAY("24h", Duration.ofDays(1)),
    WEEK("168h", Duration.ofDays(7));

    private final String label;
    private final Duration length;

    FleetPeriod(String label, Duration length) {
        this.label = label;
        this.length = length;
    }

    /** As it is written in an address. */
    String label() {
        return label;
    }

    Duration length() {
        return length;
    }

    static Optional<FleetPeriod> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** {@code 15m, 1h}: for a sentence. */
    static String labels() {
        return Arrays.stream(values()).map(FleetPeriod::label).collect(Collectors.joining(", "));
    }
}
