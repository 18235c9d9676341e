package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.analyse.Limits;
import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.analyse.ListenerFigures;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.TcpTotals;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.NamespaceSample.Census;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.monitor.sample.UnixTotals;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reports of the reading commands, made of the last samples. Parts that were looked at at
 * different times stand side by side: for each figure the newest look counts.
 */
final class Reports {
    private final Observation seen;
    private final About about;

    Reports(Observation seen, About about) {
        this.seen = seen;
        this.about = about;
    }

    /** Every listener of these namespaces. */
    ListenersReport listeners(List<NamespaceSample> namespaces) {
        return ListenersReport.of(
                look(namespaces), namespaces.stream().flatMap(this::listenersOf).toList());
    }

    /**
     * @param all whether every namespace was asked for
     */
    SummaryReport summary(List<NamespaceSample> namespaces, boolean all) {
        return new SummaryReport(
                look(namespaces), namespaces.stream().map(this::summaryOf).toList(), all);
    }

    /**
     * @param all whether every namespace was asked for
     */
    CountersReport counters(List<NamespaceSample> namespaces, boolean all) {
        List<CountersReport.Counted> counted = new ArrayList<>();
        for (NamespaceSample sample : namespaces) {
            Counters counters =
                    sample.kernel().map(k -> k.value().counters()).orElse(Counters.NONE);
            counted.add(CountersReport.Counted.of(sample.namespace(), counters));
        }
        return new CountersReport(look(namespaces), counted, all);
    }

    /**
     * What bounds the queues. The descriptors of processes are not sampled, so none is in it.
     *
     * @param all whether every namespace was asked for
     */
    LimitsReport limits(List<NamespaceSample> namespaces, boolean all) {
        List<LimitsReport.NamespaceLimits> limits = new ArrayList<>();
        for (NamespaceSample sample : namespaces) {
            List<ListenersReport.Row> rows =
                    listenersOf(sample).flatMap(one -> ListenersReport.rows(one).stream()).toList();
            limits.add(Limits.of(sample.namespace(), sample.sysctls(), rows, List.of()));
        }
        return new LimitsReport(look(namespaces), limits, all);
    }

    Look look(List<NamespaceSample> namespaces) {
        Set<Source> sources = EnumSet.noneOf(Source.class);
        List<Gap> gaps = new ArrayList<>(seen.gaps());
        boolean consistent = true;
        for (NamespaceSample sample : namespaces) {
            sources.add(sample.source());
            gaps.addAll(sample.gaps());
            consistent &= sample.queues().map(pass -> pass.value().consistent()).orElse(true);
            consistent &= sample.states().map(pass -> pass.value().consistent()).orElse(true);
            consistent &= sample.census().map(pass -> pass.value().tcp().consistent()).orElse(true);
        }
        return new Look(seen.time(), about.host(), about.kernel(), sources, consistent, gaps);
    }

    private Stream<SeenListeners> listenersOf(NamespaceSample sample) {
        if (sample.queues().isEmpty()) {
            return Stream.empty();
        }
        QueuePass queues = sample.queues().get().value();
        Map<ListenerAddress, ListenerFigures> figures = new HashMap<>();
        queues.tcp()
                .forEach(listener -> {
                    ListenerAddress address = ListenerAddress.of(listener);
                    figures.put(address, figures(sample, address, listener.acceptQueue().depth()));
                });
        for (UnixSocket.Listener listener : queues.unix()) {
            ListenerAddress address = ListenerAddress.of(listener);
            OptionalLong active =
                    count(sample.census().map(census -> census.value().unixActive()), address);
            figures.merge(
                    address,
                    ListenerFigures.ofUnix(active, listener.acceptQueue().depth()),
                    Reports::shared);
        }
        Map<Long, String> cgroups = new HashMap<>();
        identities(queues)
                .forEach(identity -> {
                    if (identity.cgroupId().isPresent()) {
                        String path = seen.cgroups().get(identity.cgroupId().getAsLong());
                        if (path != null) {
                            cgroups.put(identity.inode(), path);
                        }
                    }
                });
        return Stream.of(
                new SeenListeners(
                        sample.namespace(),
                        queues,
                        figures,
                        sample.waits().map(Sample::value).orElse(Map.of()),
                        seen.owners(),
                        cgroups,
                        sample.interfaces()));
    }

    /** Two UNIX listeners of one name: the accepted connections are those of the name already. */
    private static ListenerFigures shared(ListenerFigures one, ListenerFigures other) {
        return ListenerFigures.ofUnix(
                one.active(), one.waiting().orElse(0) + other.waiting().orElse(0));
    }

    private static Stream<SocketIdentity> identities(QueuePass pass) {
        return Stream.concat(
                pass.tcp().stream().map(listener -> listener.identity()),
                pass.unix().stream().map(listener -> listener.identity()));
    }

    private static ListenerFigures figures(
            NamespaceSample sample, ListenerAddress address, long depth) {
        Optional<ListenerCounts> census =
                sample.census()
                        .map(pass ->
                                pass.value()
                                        .tcp()
                                        .listeners()
                                        .getOrDefault(address, ListenerCounts.NONE));
        OptionalLong closeWait = OptionalLong.empty();
        OptionalLong halfOpen = OptionalLong.empty();
        if (statesAreNewer(sample)) {
            closeWait = count(sample.states().map(pass -> pass.value().closeWait()), address);
            halfOpen = count(sample.states().map(pass -> pass.value().halfOpen()), address);
        } else if (census.isPresent()) {
            closeWait = OptionalLong.of(census.get().closeWait());
            halfOpen = OptionalLong.of(census.get().halfOpen());
        }
        return new ListenerFigures(
                known(census.map(ListenerCounts::active)),
                waiting(sample, address, depth, census),
                closeWait,
                halfOpen);
    }

    private static OptionalLong known(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** Nobody waits in an empty queue; in another one the look at the waits has counted them. */
    private static OptionalLong waiting(
            NamespaceSample sample,
            ListenerAddress address,
            long depth,
            Optional<ListenerCounts> census) {
        if (depth == 0) {
            return OptionalLong.of(0);
        }
        Optional<List<AcceptWait>> waits = sample.waits().map(pass -> pass.value().get(address));
        return waits.isPresent()
                ? OptionalLong.of(waits.get().size())
                : known(census.map(ListenerCounts::waiting));
    }

    /** What a listener that is not in the map has: none, if the look was taken at all. */
    private static OptionalLong count(
            Optional<Map<ListenerAddress, Long>> counts, ListenerAddress address) {
        return known(counts.map(map -> map.getOrDefault(address, 0L)));
    }

    private static boolean statesAreNewer(NamespaceSample sample) {
        return sample.states().isPresent()
                && (sample.census().isEmpty()
                        || sample.states().get().nanos() - sample.census().get().nanos() > 0);
    }

    private NamespaceSummary summaryOf(NamespaceSample sample) {
        return NamespaceSummary.of(
                sample.namespace(),
                tcpStates(sample),
                sample.kernel().map(k -> k.value().sockStat()).orElse(SockStat.NONE),
                about.pageBytes(),
                sample.census().flatMap(census -> census.value().unix()).map(Reports::unix));
    }

    private static UnixSummary unix(UnixTotals totals) {
        return new UnixSummary(
                totals.all(),
                totals.stream(),
                totals.datagram(),
                totals.seqpacket(),
                totals.listening());
    }

    /** The sockets by state, from the newest look; a state that cannot be told is not in it. */
    Map<TcpState, Long> tcpStates(NamespaceSample sample) {
        Map<TcpState, Long> counted =
                sample.census().map(census -> TcpTotals.of(census.value().tcp())).orElse(Map.of());
        if (!statesAreNewer(sample)) {
            return counted;
        }
        StatePass walk = sample.states().orElseThrow().value();
        Optional<NamespaceSample.Kernel> kernel = sample.kernel().map(Sample::value);
        Map<TcpState, Long> totals =
                TcpTotals.of(
                        walk,
                        known(kernel.map(k -> k.counters()), "TcpCurrEstab"),
                        kernel.isPresent()
                                ? kernel.get().sockStat().get("TCP", "tw")
                                : OptionalLong.empty(),
                        currEstabHoldsCloseWait());
        counted.forEach(totals::putIfAbsent);
        return totals;
    }

    private static OptionalLong known(Optional<Counters> counters, String name) {
        return counters.isPresent() ? counters.get().get(name) : OptionalLong.empty();
    }

    /**
     * Whether {@code CurrEstab} counts CLOSE_WAIT here: seen by comparing it with a census that
     * found some. Empty until one of them did.
     */
    private Optional<Boolean> currEstabHoldsCloseWait() {
        for (NamespaceSample sample : seen.namespaces()) {
            Optional<Census> census = sample.census().map(Sample::value);
            if (census.isEmpty() || census.get().currEstab().isEmpty()) {
                continue;
            }
            Map<TcpState, Long> states = census.get().tcp().states();
            long closeWait = states.getOrDefault(TcpState.CLOSE_WAIT, 0L);
            long beyond =
                    census.get().currEstab().getAsLong()
                            - states.getOrDefault(TcpState.ESTABLISHED, 0L);
            if (closeWait > 0 && (beyond == 0 || beyond == closeWait)) {
                return Optional.of(beyond == closeWait);
            }
        }
        return Optional.empty();
    }
}
