package dev.raingauge.monitor.fleet;

import java.time.Duration;
import java.time.Instant;

/** What the server is asked. */
public sealed interface Question {
    /** The expression. */
    String promql();

    /** Asked for its value now, by the server's own clock. */
    record Now(String promql) implements Question {}

    /** Asked for its values over a time, the first and the last included. */
    record Over(String promql, Instant from, Instant to, Duration step) implements Question {}
}
