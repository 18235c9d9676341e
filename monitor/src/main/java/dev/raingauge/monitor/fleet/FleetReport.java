package dev.raingauge.monitor.fleet;

import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What goes wrong in a fleet.
 *
 * @param time the server's clock when it was asked
 * @param server where was asked; holds no password
 * @param since the period that was looked at, up to {@code time}
 * @param hosts agents that answer
 * @param listeners their series: listeners that share an address share one
 * @param unseen hosts that could not be looked at
 * @param troubles the worst first
 * @param gaps what else could not be looked at, one sentence each
 */
public record FleetReport(
        Instant time,
        String server,
        Duration since,
        long hosts,
        long listeners,
        List<Unseen> unseen,
        List<Trouble> troubles,
        List<String> gaps) {

    /** The worst of the period; unknown where no host answers. */
    public Verdict verdict() {
        return hosts == 0
                ? Verdict.UNKNOWN
                : Verdict.ofSeverities(troubles.stream().map(Trouble::severity).toList());
    }

    /** Why a host could not be looked at. */
    public enum Reason {
        /** Its scrape fails. */
        DOWN,
        /** It answers with figures that are old. */
        OLD,
        /** It was there in the period, and nobody scrapes it any more. */
        GONE
    }

    /**
     * A host that could not be looked at.
     *
     * @param age of its figures; empty unless they are {@link Reason#OLD}
     */
    public record Unseen(FleetHost host, Reason reason, Optional<Duration> age) {}

    /**
     * One listener, or one namespace, in which something goes wrong.
     *
     * @param severity that of its worst finding; a loss without a finding is a warning
     * @param findings the worst first; empty where only the counters tell
     * @param spell when it went on; empty where the course could not be asked
     * @param protocol empty where the listener is not known
     * @param process names of its processes
     */
    public record Trouble(
            Place place,
            Severity severity,
            List<Found> findings,
            Loss loss,
            Figures figures,
            Optional<Spell> spell,
            Optional<String> protocol,
            Optional<String> process,
            Optional<String> cgroup) {}

    /** A kind of finding that was there in the period. */
    public record Found(String rule, Severity severity, Optional<Spell> spell) {}

    /**
     * What was dropped in the period; each is empty where it is not known.
     *
     * @param packets of this listener, while its namespace counted full queues: at most so many
     *     packets were dropped because a queue was full
     * @param drops of this listener, for whatever reason; scans and stray segments too
     * @param overflows of the whole namespace, because an accept queue was full
     * @param synQueueDrops of the whole namespace, because a SYN queue was full
     */
    public record Loss(
            OptionalLong packets,
            OptionalLong drops,
            OptionalLong overflows,
            OptionalLong synQueueDrops) {}

    /**
     * Of its queue; each is empty where it is not known.
     *
     * @param depth connections that wait now
     * @param limit connections that may
     * @param peak the most that waited at a scrape of the period
     * @param fullShare the share of the period in which the queue was full, from all looks of the
     *     agent: between two scrapes, too
     * @param meanWait seconds that those who waited had waited
     * @param longestWait seconds: nobody waited longer; a bound of a histogram, 60 means or longer
     */
    public record Figures(
            OptionalLong depth,
            OptionalLong limit,
            OptionalLong peak,
            OptionalDouble fullShare,
            OptionalDouble meanWait,
            OptionalDouble longestWait) {
        /** More than the limit; empty where that is not known. */
        public Optional<Boolean> full() {
            return depth.isPresent() && limit.isPresent()
                    ? Optional.of(depth.getAsLong() > limit.getAsLong())
                    : Optional.empty();
        }
    }
}
