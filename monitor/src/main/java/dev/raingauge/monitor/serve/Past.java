package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.Figure;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.PastListener;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.monitor.history.Columns;
import dev.raingauge.monitor.history.Moment;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The reports of the reading commands, made of what the history keeps of a moment. */
final class Past {
    private Past() {}

    static PastListener listener(Moment moment) {
        return new PastListener(
                namespace(moment),
                moment.topic().protocol(),
                moment.topic().address(),
                moment.count(Columns.DEPTH),
                moment.count(Columns.LIMIT),
                moment.count(Columns.FULL).isPresent()
                        ? Optional.of(moment.count(Columns.FULL).getAsLong() > 0)
                        : Optional.empty(),
                moment.count(Columns.SYN_QUEUE),
                moment.count(Columns.DROPS_COUNTED),
                moment.count(Columns.ACTIVE),
                moment.count(Columns.WAITING),
                moment.count(Columns.CLOSE_WAIT),
                moment.value(Columns.LONGEST_WAIT),
                moment.owners().stream()
                        .map(owner -> new PastListener.Holder(owner.pid(), owner.name()))
                        .toList());
    }

    private static Namespace namespace(Moment moment) {
        return new Namespace(moment.namespaceId(), moment.topic().namespace());
    }

    /**
     * @param only the namespace that was asked for; it has a summary without figures if nothing was
     *     known of it. Empty: all
     */
    static SummaryReport summary(Look look, List<Moment> moments, Optional<String> only) {
        List<NamespaceSummary> summaries = moments.stream().map(Past::summary).toList();
        if (only.isPresent() && summaries.isEmpty()) {
            summaries =
                    List.of(summary(new Namespace(0, only.get()), name -> OptionalLong.empty()));
        }
        return new SummaryReport(look, summaries, only.isEmpty());
    }

    /** A figure by its name. */
    @FunctionalInterface
    private interface Values {
        OptionalLong of(String name);
    }

    private static NamespaceSummary summary(Moment moment) {
        return summary(namespace(moment), moment::count);
    }

    private static NamespaceSummary summary(Namespace namespace, Values values) {
        Map<TcpState, Long> states = new EnumMap<>(TcpState.class);
        for (TcpState state : TcpState.values()) {
            values.of(state.label()).ifPresent(count -> states.put(state, count));
        }
        return new NamespaceSummary(
                namespace,
                Figure.ofNamespace(values.of("socketsUsed")),
                new NamespaceSummary.Tcp(
                        states,
                        Figure.ofNamespace(values.of("inUse")),
                        Figure.ofHost(values.of("orphan")),
                        Figure.ofNamespace(values.of("timeWait")),
                        Figure.ofHost(values.of("allocated")),
                        Figure.ofHost(values.of("memoryBytes"))),
                new NamespaceSummary.Udp(
                        Figure.ofNamespace(values.of("udpInUse")),
                        Figure.ofHost(values.of("udpMemoryBytes"))),
                unix(values));
    }

    private static Optional<UnixSummary> unix(Values values) {
        return values.of("unixInUse").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new UnixSummary(
                                values.of("unixInUse").orElse(0),
                                values.of("unixStream").orElse(0),
                                values.of("unixDatagram").orElse(0),
                                values.of("unixSeqpacket").orElse(0),
                                values.of("unixListening").orElse(0)));
    }

    /** Where the figures came from then. */
    static Set<Source> sources(List<Moment> sides) {
        Set<Source> sources = EnumSet.noneOf(Source.class);
        for (Moment side : sides) {
            sources.add(side.count("fromProcfs").orElse(0) > 0 ? Source.PROCFS : Source.NETLINK);
        }
        return sources;
    }
}
