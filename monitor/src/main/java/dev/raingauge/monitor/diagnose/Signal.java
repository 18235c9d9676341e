package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number that proves a finding, named as the kernel or the contract names it.
 *
 * @param name {@code TcpExtListenOverflows}, {@code acceptQueue.depth}; a unit where the kernel's
 *     name does not tell
 * @param before at the beginning of the observation; empty where only the present counts
 * @param after at the end of it
 */
public record Signal(String name, OptionalDouble before, double after) {
    public static Signal of(String name, Change change) {
        return new Signal(
                name, OptionalDouble.of((double) change.before()), (double) change.after());
    }

    /** A counter of the namespace; empty where the kernel does not have it. */
    static Optional<Signal> of(Evidence evidence, String counter) {
        return evidence.counters().change(counter).map(change -> of(counter, change));
    }

    /** A listener's own drops; empty where the kernel does not count them. */
    static Optional<Signal> ofDrops(ListenerEvidence listener) {
        return listener.members().stream().anyMatch(MemberEvidence::dropsCounted)
                ? Optional.of(of("listener.drops", listener.drops().counter()))
                : Optional.empty();
    }

    public static Signal of(String name, long now) {
        return new Signal(name, OptionalDouble.empty(), (double) now);
    }

    public static Signal of(String name, double now) {
        return new Signal(name, OptionalDouble.empty(), now);
    }

    public static Signal of(String name, Duration now) {
        return of(name, now.toMillis() / 1e3);
    }
}
