package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.MetricsReport;
import dev.raingauge.monitor.analyse.MetricsReport.Series;
import dev.raingauge.monitor.analyse.MetricsReport.SeriesName;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.sample.Depth;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.monitor.sample.SeriesKey;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.SockStat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Makes the metrics report of the last samples. Asks nobody. */
final class MetricsAssembly {
    private static final int MOST_FINDINGS = 200;

    private MetricsAssembly() {}

    /**
     * @param episodes what was found
     * @param table which listeners have series
     * @param now the ticker, for the ages
     */
    static MetricsReport of(
            Observation seen, List<Episode> episodes, About about, SeriesTable table, long now) {
        var reports = new Reports(seen, about);
        List<Series> listeners = new ArrayList<>();
        List<MetricsReport.OfNamespace> namespaces = new ArrayList<>();
        Optional<MetricsReport.Own> own = Optional.empty();
        Set<SeriesName> admitted = table.admitted();
        Map<SeriesName, Series> series = new HashMap<>();
        for (NamespaceSample sample : seen.namespaces()) {
            for (ListenersReport.Row row : reports.listeners(List.of(sample)).rows()) {
                Series one = series(sample, row);
                if (admitted.contains(one.name())) {
                    series.merge(one.name(), one, MetricsAssembly::together);
                }
            }
            namespaces.add(
                    new MetricsReport.OfNamespace(
                            sample.namespace().name(),
                            reports.tcpStates(sample),
                            counters(sample)));
            if (sample.own()) {
                own = Optional.of(own(sample, reports, about));
            }
        }
        listeners.addAll(series.values());
        return new MetricsReport(
                about.version(),
                listeners,
                namespaces,
                own,
                passes(seen, now),
                lasting(episodes),
                table.dropped());
    }

    /** Several that differ only in what is no label, their processes, are one. */
    private static List<MetricsReport.Lasting> lasting(List<Episode> episodes) {
        return episodes.stream()
                .filter(Episode::lasts)
                .map(Episode::finding)
                .map(finding ->
                        new MetricsReport.Lasting(
                                finding.rule(),
                                finding.common().severity().label(),
                                finding.common().subject().namespace().name(),
                                finding.common().subject().address().orElse("")))
                .distinct()
                .limit(MOST_FINDINGS)
                .toList();
    }

    private static Series series(NamespaceSample sample, ListenersReport.Row row) {
        SeriesKey key = sample.ephemeral().series(row.address());
        Long drops = sample.drops().get(key);
        Set<String> processes = new TreeSet<>();
        Set<String> cgroups = new TreeSet<>();
        for (ListenersReport.ListeningSocket socket : row.sockets()) {
            socket.processes().forEach(process -> processes.add(process.name()));
            socket.cgroup().ifPresent(cgroups::add);
        }
        return new Series(
                new SeriesName(sample.namespace().name(), key.transport(), key.address()),
                row.acceptQueue().depth(),
                row.acceptQueue().limit(),
                row.synQueue(),
                drops == null ? OptionalLong.empty() : OptionalLong.of(drops),
                row.connections(),
                processes,
                cgroups);
    }

    /** Two listeners of one name. Their drops are the name's already. */
    private static Series together(Series one, Series other) {
        Set<String> processes = new TreeSet<>(one.processes());
        processes.addAll(other.processes());
        Set<String> cgroups = new TreeSet<>(one.cgroups());
        cgroups.addAll(other.cgroups());
        return new Series(
                one.name(),
                one.depth() + other.depth(),
                sum(one.limit(), other.limit()),
                sum(one.synQueue(), other.synQueue()),
                one.drops(),
                new ListenersReport.Connections(
                        sum(one.connections().active(), other.connections().active()),
                        sum(one.connections().waiting(), other.connections().waiting()),
                        sum(one.connections().closeWait(), other.connections().closeWait())),
                processes,
                cgroups);
    }

    /** Unknown if one part is: a part of a sum is not the sum. */
    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }

    private static Counters counters(NamespaceSample sample) {
        return sample.kernel().map(kernel -> kernel.value().counters()).orElse(Counters.NONE);
    }

    private static MetricsReport.Own own(NamespaceSample sample, Reports reports, About about) {
        return new MetricsReport.Own(
                reports.tcpStates(sample),
                sample.census().flatMap(census -> census.value().tcp().bytes()),
                counters(sample),
                sample.kernel().map(kernel -> kernel.value().sockStat()).orElse(SockStat.NONE),
                about.pageBytes());
    }

    private static List<MetricsReport.Pass> passes(Observation seen, long now) {
        List<MetricsReport.Pass> passes = new ArrayList<>();
        for (Depth depth : Depth.values()) {
            Optional<Duration> duration = Optional.empty();
            Optional<Duration> age = Optional.empty();
            for (NamespaceSample namespace : seen.namespaces()) {
                Optional<? extends Sample<?>> sample = namespace.of(depth);
                if (sample.isPresent()) {
                    duration =
                            Optional.of(
                                    duration.orElse(Duration.ZERO).plus(sample.get().duration()));
                    Duration own = sample.get().age(now);
                    age = Optional.of(age.filter(oldest -> oldest.compareTo(own) > 0).orElse(own));
                }
            }
            Observation.Spent spent = seen.spentOn(depth);
            passes.add(
                    new MetricsReport.Pass(
                            depth.label(),
                            duration,
                            age,
                            spent.cpu(),
                            spent.looks(),
                            spent.failed()));
        }
        return passes;
    }
}
