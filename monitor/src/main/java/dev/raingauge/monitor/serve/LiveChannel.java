package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.view.StreamJson;
import dev.raingauge.monitor.view.StreamJson.Counted;
import dev.raingauge.monitor.view.StreamJson.LiveRow;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.ListenerAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What those are told who watch the same namespaces: worked out once for all of them. Not
 * thread-safe.
 */
final class LiveChannel {
    private final Optional<String> namespace;
    private final About about;
    private final Changes<String, LiveRow> listeners = new Changes<>();
    private final Changes<Long, NamespaceSummary> summaries = new Changes<>();
    private final Map<Long, Counted> counted = new LinkedHashMap<>();
    private final LiveFindings findings = new LiveFindings();

    /** Of one namespace; empty: of all. */
    LiveChannel(Optional<String> namespace, About about) {
        this.namespace = namespace;
        this.about = about;
    }

    /** What is new since the last call. */
    EventText changes(Observation seen, List<Episode> found, Map<Peaks.Of, Long> peaks) {
        var events = new EventText();
        List<NamespaceSample> samples = samples(seen);
        var reports = new Reports(seen, about);
        ListenersReport report = reports.listeners(samples);
        var rows = listeners.take(rows(report, peaks));
        if (!rows.isEmpty()) {
            events.add(
                    "listeners",
                    StreamJson.listeners(report.look(), false, rows.changed(), rows.gone()));
        }
        var sums = summaries.take(summaries(reports, samples));
        if (!sums.isEmpty()) {
            events.add(
                    "summary", StreamJson.summary(seen.time(), false, sums.changed(), sums.gone()));
        }
        List<Counted> grown = grown(samples);
        if (!grown.isEmpty()) {
            events.add("counters", StreamJson.counters(seen.time(), false, grown));
        }
        if (findings.changed(report.look(), ours(found))) {
            events.add("findings", findings.text());
        }
        return events;
    }

    /** All that was told so far, for somebody who comes now. */
    EventText everything(Observation seen) {
        var events = new EventText();
        Look look = new Reports(seen, about).look(samples(seen));
        events.add(
                "listeners",
                StreamJson.listeners(look, true, List.copyOf(listeners.all()), List.of()));
        events.add(
                "summary",
                StreamJson.summary(seen.time(), true, List.copyOf(summaries.all()), List.of()));
        events.add(
                "counters", StreamJson.counters(seen.time(), true, List.copyOf(counted.values())));
        events.add("findings", findings.text());
        return events;
    }

    private List<NamespaceSample> samples(Observation seen) {
        return seen.namespaces().stream()
                .filter(sample ->
                        namespace.isEmpty() || namespace.get().equals(sample.namespace().name()))
                .toList();
    }

    private static Map<String, LiveRow> rows(ListenersReport report, Map<Peaks.Of, Long> peaks) {
        Map<String, LiveRow> rows = new LinkedHashMap<>();
        for (ListenersReport.Row row : report.rows()) {
            String key = key(row);
            Long peak = peaks.get(new Peaks.Of(row.namespace().id(), row.address()));
            long depth = row.acceptQueue().depth();
            rows.put(key, new LiveRow(key, row, peak == null ? depth : Math.max(depth, peak)));
        }
        return rows;
    }

    /**
     * Two UNIX listeners may have one path, and two TCP listeners one address on two interfaces.
     */
    private static String key(ListenersReport.Row row) {
        String name =
                row.namespace().id()
                        + " "
                        + row.address().transport().label()
                        + " "
                        + row.address();
        return switch (row.address()) {
            case ListenerAddress.Inet inet ->
                    inet.interfaceIndex() == 0 ? name : name + " %" + inet.interfaceIndex();
            case ListenerAddress.Unix unix ->
                    unix.file()
                            .map(file -> name + " " + file.device() + ":" + file.inode())
                            .orElse(name);
        };
    }

    private static Map<Long, NamespaceSummary> summaries(
            Reports reports, List<NamespaceSample> samples) {
        Map<Long, NamespaceSummary> all = new LinkedHashMap<>();
        reports.summary(samples, true)
                .namespaces()
                .forEach(one -> all.put(one.namespace().id(), one));
        return all;
    }

    /** The counters that changed, and only of namespaces where some did. */
    private List<Counted> grown(List<NamespaceSample> samples) {
        List<Counted> grown = new ArrayList<>();
        Map<Long, Counted> now = new HashMap<>();
        for (NamespaceSample sample : samples) {
            if (sample.kernel().isEmpty()) {
                continue;
            }
            Counters counters = sample.kernel().get().value().counters();
            long id = sample.namespace().id();
            now.put(id, new Counted(sample.namespace(), counters));
            Counted before = counted.get(id);
            if (before != null && before.counters().equals(counters)) {
                continue;
            }
            Map<String, Long> changed = new LinkedHashMap<>(counters.values());
            if (before != null) {
                changed.entrySet().removeAll(before.counters().values().entrySet());
            }
            if (!changed.isEmpty()) {
                grown.add(new Counted(sample.namespace(), new Counters(changed)));
            }
        }
        counted.clear();
        counted.putAll(now);
        return grown;
    }

    private List<Episode> ours(List<Episode> found) {
        return namespace.isEmpty()
                ? found
                : found.stream()
                        .filter(episode -> namespaceOf(episode).equals(namespace.get()))
                        .toList();
    }

    private static String namespaceOf(Episode episode) {
        return episode.finding().common().subject().namespace().name();
    }
}
