package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the metrics page says, before it is written in one of its formats. A figure that is not
 * known is empty, and becomes no sample.
 *
 * @param listeners one for each time series about listeners
 * @param namespaces what is said of each namespace as a whole
 * @param own what is said of the program's own namespace under node_exporter's names; empty where
 *     it is not watched
 * @param passes what each depth of looking costs
 * @param findings those that last
 * @param seriesDropped listeners that the cap on series has kept out so far
 */
public record MetricsReport(
        String version,
        List<Series> listeners,
        List<OfNamespace> namespaces,
        Optional<Own> own,
        List<Pass> passes,
        List<Lasting> findings,
        long seriesDropped) {
    public MetricsReport {
        listeners = List.copyOf(listeners);
        namespaces = List.copyOf(namespaces);
        passes = List.copyOf(passes);
        findings = List.copyOf(findings);
    }

    /** The labels that name a time series about listeners. */
    public record SeriesName(String namespace, Transport transport, String address) {}

    /**
     * The listeners that share one name; their figures are added up.
     *
     * @param drops packets, accumulated over restarts of the listener
     * @param processes names of the processes that hold the sockets
     * @param cgroups paths of the sockets' cgroups
     */
    public record Series(
            SeriesName name,
            long depth,
            OptionalLong limit,
            OptionalLong synQueue,
            OptionalLong drops,
            ListenersReport.Connections connections,
            Set<String> processes,
            Set<String> cgroups) {}

    /**
     * A finding that lasts.
     *
     * @param address what it is about; empty where it is about the namespace
     */
    public record Lasting(String rule, String severity, String namespace, String address) {}

    /**
     * One namespace.
     *
     * @param states sockets by state; one that cannot be told is not in it
     */
    public record OfNamespace(String namespace, Map<TcpState, Long> states, Counters counters) {}

    /**
     * The program's own namespace.
     *
     * @param bytes in the queues of all connections
     * @param pageBytes size of a page of memory
     */
    public record Own(
            Map<TcpState, Long> states,
            Optional<ByteQueues> bytes,
            Counters counters,
            SockStat sockStat,
            OptionalInt pageBytes) {}

    /**
     * One depth of looking.
     *
     * @param duration how long the last look at every namespace took, added up
     * @param age of the oldest figure of this depth
     * @param cpu CPU time of all looks so far
     * @param looks how many there were
     * @param failed how many of them failed
     */
    public record Pass(
            String depth,
            Optional<Duration> duration,
            Optional<Duration> age,
            Duration cpu,
            long looks,
            long failed) {}
}
