package dev.raingauge.monitor.otlp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says when a collector stops to take the figures and when it takes them again, each once, and once
 * what it says about those that it takes.
 */
final class Telling {
    /** So many reasons of one absence are said, and so many remarks. */
    private static final int MOST_REASONS = 4;

    private final String collector;
    private final Consumer<String> tell;
    private final Set<String> said = new HashSet<>();
    private final Set<String> remarked = new HashSet<>();
    private @Nullable Instant since;

    Telling(String collector, Consumer<String> tell) {
        this.collector = collector;
        this.tell = tell;
    }

    void about(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Accepted(Optional<Remark> remark)) {
            if (since != null) {
                tell.accept(
                        "%s takes the figures again, after %d s without"
                                .formatted(collector, Duration.between(since, now).toSeconds()));
            }
            since = null;
            said.clear();
            remark.ifPresent(this::about);
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

    /** How many are rejected changes from push to push; said is the first number. */
    private void about(Remark remark) {
        if (remarked.size() >= MOST_REASONS || !remarked.add(remark.text())) {
            return;
        }
        String text = remark.text().isEmpty() ? "it does not say why" : remark.text();
        tell.accept(
                remark.rejected() == 0
                        ? "%s takes the figures, with a warning: %s".formatted(collector, text)
                        : "%s takes the figures but for %d data points: %s"
                                .formatted(collector, remark.rejected(), text));
    }
}
