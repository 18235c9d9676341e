package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Namespace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What came of probing one target.
 *
 * @param target as it was written
 * @param timeout the longest time for one attempt
 * @param rounds one for each time it was tried
 */
public record ProbeReport(
        Look look, Namespace namespace, String target, Duration timeout, List<Round> rounds) {
    public ProbeReport {
        rounds = List.copyOf(rounds);
    }

    /**
     * The addresses of a target, tried in order until one connects.
     *
     * @param number from 1
     * @param attempts at least one; only the last may have connected
     */
    public record Round(int number, List<ProbeAttempt> attempts) {
        public Round {
            attempts = List.copyOf(attempts);
        }

        public boolean connected() {
            return attempts.getLast().connected();
        }
    }

    /** Times until the connection stood, of those that did. */
    public record Times(Duration min, Duration median, Duration p95, Duration p99, Duration max) {}

    public int connected() {
        return (int) rounds.stream().filter(Round::connected).count();
    }

    public boolean allConnected() {
        return connected() == rounds.size();
    }

    /** Empty where nothing connected. Each is a time that was measured (nearest rank). */
    public Optional<Times> times() {
        Duration[] sorted =
                rounds.stream()
                        .filter(Round::connected)
                        .map(round -> round.attempts().getLast().took())
                        .sorted()
                        .toArray(Duration[]::new);
        return sorted.length == 0
                ? Optional.empty()
                : Optional.of(
                        new Times(
                                sorted[0],
                                ranked(sorted, 50),
                                ranked(sorted, 95),
                                ranked(sorted, 99),
                                sorted[sorted.length - 1]));
    }

    private static Duration ranked(Duration[] sorted, int percent) {
        return Arrays.asList(sorted).get(Math.max(1, (sorted.length * percent + 99) / 100) - 1);
    }
}
