package dev.raingauge.monitor.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A finding with its beginning and end.
 *
 * @param namespaceId which namespace of that name
 * @param address empty where it is about a process or the namespace
 * @param end empty while it lasts
 * @param json the members of the finding as the doctor's document has them, an object
 */
public record KeptFinding(
        String rule,
        String severity,
        String namespace,
        long namespaceId,
        Optional<String> address,
        Instant begin,
        Optional<Instant> end,
        String summary,
        String json) {
    /** Whether it is the same trouble at the same time, as it was at another moment. */
    boolean isSameAs(KeptFinding other) {
        return rule.equals(other.rule)
                && namespaceId == other.namespaceId
                && address.equals(other.address)
                && begin.equals(other.begin);
    }

    /** Whether it lasted at some moment of this time. */
    boolean touches(Instant from, Instant to) {
        return !begin.isAfter(to) && (end.isEmpty() || !end.get().isBefore(from));
    }

    KeptFinding endedAt(Instant time) {
        return new KeptFinding(
                rule,
                severity,
                namespace,
                namespaceId,
                address,
                begin,
                Optional.of(time),
                summary,
                json);
    }
}
