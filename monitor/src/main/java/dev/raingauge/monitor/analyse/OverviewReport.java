package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Counters;
import java.util.Optional;

/**
 * What can be seen at once.
 *
 * @param look of everything below
 * @param counters those of the namespace; empty where several were looked at
 * @param elsewhere the host's other namespaces; empty where all were asked for
 */
public record OverviewReport(
        Look look,
        SummaryReport summary,
        ListenersReport listeners,
        Optional<Counters> counters,
        Optional<Elsewhere> elsewhere) {

    /**
     * The queues of the namespaces that were not asked for.
     *
     * @param namespaces how many there are
     * @param entered how many of them could be looked at
     * @param listeners addresses that somebody listens on
     * @param full how many of these have a full queue
     */
    public record Elsewhere(int namespaces, int entered, long listeners, long full) {}
}
