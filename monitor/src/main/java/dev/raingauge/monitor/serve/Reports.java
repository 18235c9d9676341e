package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.analyse.Limits;
import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.analyse.LimitsReport.ProcessLimit;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.TcpTotals;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.monitor.sample.HostLimits;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.NamespaceSample.Census;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.monitor.sample.SeenNow;
import dev.raingauge.monitor.sample.UnixTotals;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

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
                look(namespaces),
                namespaces.stream().flatMap(one -> SeenNow.listeners(seen, one).stream()).toList());
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
     * What bounds the queues.
     *
     * @param all whether every namespace was asked for
     * @param now the nanoseconds of the ticker
     */
    LimitsReport limits(
            List<NamespaceSample> namespaces, boolean all, HostLimits.Seen host, long now) {
        List<LimitsReport.NamespaceLimits> limits = new ArrayList<>();
        for (NamespaceSample sample : namespaces) {
            List<ListenersReport.Row> rows =
                    SeenNow.listeners(seen, sample).map(ListenersReport::rows).orElse(List.of());
            limits.add(
                    Limits.of(
                            sample.namespace(),
                            sample.sysctls().with(host.settings()),
                            rows,
                            processes(rows, host)));
        }
        Optional<Long> files =
                host.settings().values().isEmpty()
                        ? Optional.empty()
                        : Optional.of(host.settingsNanos());
        return new LimitsReport(
                look(namespaces),
                limits,
                all,
                Optional.of(
                        new LimitsReport.Ages(
                                files.map(at -> Duration.ofNanos(now - at)),
                                host.descriptorsNanos().map(at -> Duration.ofNanos(now - at)))));
    }

    /** The owners of listeners as far as they were looked at, each once. */
    static List<ProcessLimit> processes(List<ListenersReport.Row> rows, HostLimits.Seen host) {
        Map<Integer, ProcessLimit> byPid = new LinkedHashMap<>();
        for (ListenersReport.Row row : rows) {
            for (ProcessRef owner : row.owners()) {
                Descriptors seen = host.descriptors().get(owner.pid());
                if (seen != null) {
                    byPid.putIfAbsent(owner.pid(), new ProcessLimit(owner, seen));
                }
            }
        }
        return List.copyOf(byPid.values());
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
        if (!SeenNow.statesAreNewer(sample)) {
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
