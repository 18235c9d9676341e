package dev.raingauge.monitor.diagnose;

import java.time.Instant;
import java.util.Optional;

/**
 * A finding over time.
 *
 * @param finding as it was last found
 * @param begun when it was first found; what it is about may have begun before
 * @param lastSeen when it was last found
 * @param ended when it was last found, once it has not been found for a while; empty while it lasts
 */
public record Episode(Finding finding, Instant begun, Instant lastSeen, Optional<Instant> ended) {
    public boolean lasts() {
        return ended.isEmpty();
    }
}
