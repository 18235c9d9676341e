package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.Sysctls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The last that was seen of one namespace, at each depth. A depth that was not looked at yet, or
 * never could be, is empty.
 *
 * @param own whether the program itself lives in it
 * @param waits of the TCP listeners with a queue; a listener without one is not in it
 * @param interfaces names of its network interfaces by index; one that is not known is not in it
 * @param drops the accumulated drops of each series; one whose drops are unknown is not in it
 * @param gaps what could not be looked at the last time it was tried
 */
public record NamespaceSample(
        Namespace namespace,
        boolean own,
        Source source,
        Optional<Sample<QueuePass>> queues,
        Optional<Sample<StatePass>> states,
        Optional<Sample<Census>> census,
        Optional<Sample<Map<ListenerAddress, List<AcceptWait>>>> waits,
        Optional<Sample<Kernel>> kernel,
        Sysctls sysctls,
        Map<Integer, String> interfaces,
        EphemeralPorts ephemeral,
        Map<SeriesKey, Long> drops,
        List<Gap> gaps) {
    /**
     * Every connection, counted.
     *
     * @param currEstab {@code TcpCurrEstab} right after it: tells whether this kernel counts
     *     CLOSE_WAIT there
     * @param unixActive accepted connections of the UNIX listeners; one without any is not in it
     * @param unix empty where not counted
     */
    public record Census(
            CensusPass tcp,
            OptionalLong currEstab,
            Map<ListenerAddress, Long> unixActive,
            Optional<UnixTotals> unix) {}

    /** What the kernel counts by itself. */
    public record Kernel(Counters counters, SockStat sockStat) {}

    /** The sample of a depth that is taken per namespace, without its value. */
    public Optional<? extends Sample<?>> of(Depth depth) {
        return switch (depth) {
            case QUEUES -> queues;
            case STATES -> states;
            case CENSUS -> census;
            case WAITS -> waits;
            case COUNTERS -> kernel;
            case NAMESPACES, OWNERS -> Optional.empty();
        };
    }
}
