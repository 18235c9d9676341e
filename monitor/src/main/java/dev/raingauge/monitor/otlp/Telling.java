package dev.raingauge.monitor.otlp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says when a collector stops to take the figures and when it takes them again, each once. */
final class Telling {
    /** So many reasons of one absence are said. */
    private static final int MOST_REASONS = 4;

    private final String collector;
    private final Consumer<String> tell;
    private final Set<String> said = new HashSet<>();
    private @Nullable Instant since;

    Telling(String collector, Consumer<String> tell) {
        this.collector = collector;
        this.tell = tell;
    }

    void about(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Accepted) {
            if (since != null) {
                tell.accept(
                        "%s takes the figures again, after %d s without"
                                .formatted(collector, Duration.between(since, now).toSeconds()));
            }
            since = null;
            said.clear();
            return;
        }
        if (since == null) {
            since = now;
        }
        if (said.size() < MOST_REASONS && said.add(outcome.why())) {
            tell.accept(
                    "%s does not take the figures: %s. It is tried again until it does"
                            .formatted(collector, outcome.why()));
        }
    }
}
