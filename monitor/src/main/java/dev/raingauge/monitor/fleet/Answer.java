package dev.raingauge.monitor.fleet;

import java.util.List;

/**
 * What the server answered.
 *
 * @param warnings what it says is missing, as Thanos does where a store does not answer
 */
public record Answer(List<Series> series, List<String> warnings) {
    /** Where nothing had to be asked. */
    static final Answer NONE = new Answer(List.of(), List.of());
}
