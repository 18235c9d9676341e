package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.history.Column;
import dev.raingauge.monitor.history.Columns;
import dev.raingauge.monitor.history.Reading;
import dev.raingauge.monitor.history.Topic;
import dev.raingauge.monitor.sample.HostLimits;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.monitor.sample.SeriesKey;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of observations what the history keeps. Of each queue pass the depths, so that no peak is
 * missed; of everything else what a page would show now. Remembers what it needs for rates. Not for
 * two threads.
 */
final class HistoryReadings {
    /** Queues that could not be looked at for so long are not known. */
    private static final Duration STALE = Duration.ofSeconds(15);

    /** Counters come every two to thirty seconds. */
    private static final Duration STALE_COUNTERS = Duration.ofSeconds(90);

    private static final int MOST_NAMESPACES = 256;
    private static final double NANOS = 1e9;

    private final HostLimits limits;
    private final About about;
    private final int mostListeners;
    private Set<Topic> admitted = new HashSet<>();
    private long refused;
    private Map<Long, Long> passes = new HashMap<>();
    private Map<Long, CounterRates> rates = new HashMap<>();
    private Map<Topic, DropRate> drops = new HashMap<>();

    HistoryReadings(HostLimits limits, About about, int mostListeners) {
        this.limits = limits;
        this.about = about;
        this.mostListeners = mostListeners;
    }

    /** The last drops of a listener, and the ticker then. */
    private record DropRate(long total, long nanos) {}

    /** The last counters of a namespace, and how fast each has grown until then. */
    private record CounterRates(long nanos, Counters counters, Map<Column, Double> perSecond) {}

    /** Listeners that have no history because there are too many. */
    long refused() {
        return refused;
    }

    /** The depths of those namespaces whose queues were looked at since the last call. */
    List<Reading> depths(Observation seen) {
        Map<Topic, long[]> sums = new LinkedHashMap<>();
        Map<Topic, Long> ids = new HashMap<>();
        for (NamespaceSample sample : seen.namespaces()) {
            if (sample.queues().isEmpty() || !isNew(sample)) {
                continue;
            }
            var queues = sample.queues().get().value();
            queues.tcp()
                    .forEach(at ->
                            depth(sample, ListenerAddress.of(at), at.acceptQueue(), sums, ids));
            queues.unix()
                    .forEach(at ->
                            depth(sample, ListenerAddress.of(at), at.acceptQueue(), sums, ids));
        }
        List<Reading> readings = new ArrayList<>(sums.size());
        sums.forEach((topic, sum) ->
                readings.add(
                        new Reading(topic, ids.getOrDefault(topic, 0L))
                                .with(Columns.DEPTH, (double) sum[0])));
        return readings;
    }

    private boolean isNew(NamespaceSample sample) {
        long nanos = sample.queues().map(Sample::nanos).orElse(0L);
        Long before = passes.put(sample.namespace().id(), nanos);
        return before == null || before != nanos;
    }

    private void depth(
            NamespaceSample sample,
            ListenerAddress address,
            AcceptQueue queue,
            Map<Topic, long[]> sums,
            Map<Topic, Long> ids) {
        Topic topic = topic(sample, sample.ephemeral().series(address));
        if (admitted.contains(topic)) {
            sums.computeIfAbsent(topic, _ -> new long[1])[0] += queue.depth();
            ids.put(topic, sample.namespace().id());
        }
    }

    private static Topic topic(NamespaceSample sample, SeriesKey key) {
        return Topic.listener(sample.namespace().name(), key.transport().label(), key.address());
    }

    /** Everything that is known now; a topic that is not among them is not there. */
    List<Reading> everything(Observation seen) {
        var reports = new Reports(seen, about);
        Set<Topic> listening = new HashSet<>();
        Map<Long, Long> passesNow = new HashMap<>();
        Map<Long, CounterRates> ratesNow = new HashMap<>();
        Map<Topic, DropRate> dropsNow = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        refused = 0;
        int namespaces = 0;
        for (NamespaceSample sample : seen.namespaces()) {
            if (sample.queues().isEmpty() || isStale(sample.queues().get(), seen, STALE)) {
                continue;
            }
            long id = sample.namespace().id();
            passesNow.put(id, passes.getOrDefault(id, Long.MIN_VALUE));
            listeners(sample, reports, listening, dropsNow, readings);
            if (namespaces++ < MOST_NAMESPACES) {
                NamespaceSummary summary =
                        reports.summary(List.of(sample), false).namespaces().getFirst();
                readings.add(sockets(sample, summary));
                Reading near = limits(sample, summary);
                FileReadings.descriptors(near, sample, seen, limits.seen());
                if (namespaces == 1) {
                    FileReadings.openFiles(near, limits.seen());
                }
                readings.add(near);
                counters(sample, seen, ratesNow, readings);
            }
        }
        admitted = listening;
        passes = passesNow;
        rates = ratesNow;
        drops = dropsNow;
        return readings;
    }

    private static boolean isStale(Sample<?> sample, Observation seen, Duration age) {
        return sample.age(seen.nanos()).compareTo(age) > 0;
    }

    /** Who had a history keeps it; then those that are fullest. */
    private void listeners(
            NamespaceSample sample,
            Reports reports,
            Set<Topic> listening,
            Map<Topic, DropRate> dropsNow,
            List<Reading> readings) {
        Map<Topic, ListenerSum> sums = new LinkedHashMap<>();
        Map<Topic, SeriesKey> keys = new HashMap<>();
        for (Row row : reports.listeners(List.of(sample)).rows()) {
            SeriesKey key = sample.ephemeral().series(row.address());
            Topic topic = topic(sample, key);
            keys.put(topic, key);
            sums.computeIfAbsent(topic, _ -> new ListenerSum())
                    .add(
                            row,
                            sample.waits()
                                    .map(waits ->
                                            waits.value().getOrDefault(row.address(), List.of()))
                                    .orElse(List.of()));
        }
        sums.forEach((topic, sum) -> {
            if (!admitted.contains(topic) && listening.size() >= mostListeners) {
                refused++;
                return;
            }
            listening.add(topic);
            var reading = new Reading(topic, sample.namespace().id());
            sum.into(reading);
            SeriesKey key = keys.get(topic);
            Long total = key == null ? null : sample.drops().get(key);
            if (total != null) {
                rate(topic, total, sample.queues().orElseThrow().nanos(), dropsNow, reading);
            }
            readings.add(reading);
        });
    }

    private void rate(
            Topic topic, long total, long nanos, Map<Topic, DropRate> dropsNow, Reading reading) {
        DropRate before = drops.get(topic);
        dropsNow.put(topic, new DropRate(total, nanos));
        if (before != null && nanos > before.nanos() && total >= before.total()) {
            double elapsed = (nanos - before.nanos()) / NANOS;
            reading.with(Columns.DROPS, (total - before.total()) / elapsed);
        }
    }

    private static Reading sockets(NamespaceSample sample, NamespaceSummary summary) {
        var reading = reading(Topic.Kind.STATES, sample);
        for (TcpState state : TcpState.values()) {
            if (state != TcpState.UNKNOWN) {
                reading.with(Columns.ofSockets(state.label()), summary.tcp().state(state));
            }
        }
        figure(reading, "socketsUsed", summary.socketsUsed().value());
        figure(reading, "inUse", summary.tcp().inUse().value());
        figure(reading, "orphan", summary.tcp().orphan().value());
        figure(reading, "timeWait", summary.tcp().timeWait().value());
        figure(reading, "allocated", summary.tcp().allocated().value());
        figure(reading, "memoryBytes", summary.tcp().memoryBytes().value());
        figure(reading, "udpInUse", summary.udp().inUse().value());
        figure(reading, "udpMemoryBytes", summary.udp().memoryBytes().value());
        summary.unix()
                .ifPresent(unix -> {
                    figure(reading, "unixInUse", OptionalLong.of(unix.inUse()));
                    figure(reading, "unixListening", OptionalLong.of(unix.listening()));
                    figure(reading, "unixStream", OptionalLong.of(unix.stream()));
                    figure(reading, "unixDatagram", OptionalLong.of(unix.datagram()));
                    figure(reading, "unixSeqpacket", OptionalLong.of(unix.seqpacket()));
                });
        return reading.with(
                Columns.ofSockets("fromProcfs"), sample.source() == Source.PROCFS ? 1 : 0);
    }

    private static void figure(Reading reading, String name, OptionalLong value) {
        reading.with(Columns.ofSockets(name), value);
    }

    private static Reading reading(Topic.Kind kind, NamespaceSample sample) {
        return new Reading(Topic.of(kind, sample.namespace().name()), sample.namespace().id());
    }

    private Reading limits(NamespaceSample sample, NamespaceSummary summary) {
        var reading = reading(Topic.Kind.LIMITS, sample);
        reading.with(Columns.limit("orphans"), summary.tcp().orphan().value());
        reading.with(
                Columns.limit("orphansLimit"), sample.sysctls().number("net.ipv4.tcp_max_orphans"));
        reading.with(Columns.limit("tcpMemory"), summary.tcp().memoryBytes().value());
        reading.with(Columns.limit("tcpMemoryLimit"), memoryLimit(sample));
        reading.with(Columns.limit("timeWait"), summary.tcp().timeWait().value());
        return reading.with(
                Columns.limit("timeWaitLimit"),
                sample.sysctls().number("net.ipv4.tcp_max_tw_buckets"));
    }

    /** The third number of {@code tcp_mem}, in pages: beyond it connections are dropped. */
    private OptionalLong memoryLimit(NamespaceSample sample) {
        String[] pages = sample.sysctls().text("net.ipv4.tcp_mem").orElse("").split("\\s+", -1);
        if (pages.length != 3 || about.pageBytes().isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(pages[2]) * about.pageBytes().getAsInt());
        } catch (NumberFormatException unknownForm) {
            return OptionalLong.empty();
        }
    }

    private void counters(
            NamespaceSample sample,
            Observation seen,
            Map<Long, CounterRates> ratesNow,
            List<Reading> readings) {
        if (sample.kernel().isEmpty() || isStale(sample.kernel().get(), seen, STALE_COUNTERS)) {
            return;
        }
        Sample<NamespaceSample.Kernel> kernel = sample.kernel().get();
        CounterRates before = rates.get(sample.namespace().id());
        CounterRates now =
                before != null && before.nanos() == kernel.nanos()
                        ? before
                        : new CounterRates(
                                kernel.nanos(), kernel.value().counters(), growth(before, kernel));
        ratesNow.put(sample.namespace().id(), now);
        var reading = reading(Topic.Kind.COUNTERS, sample);
        now.perSecond().forEach(reading::with);
        readings.add(reading);
    }

    private static Map<Column, Double> growth(
            @Nullable CounterRates before, Sample<NamespaceSample.Kernel> kernel) {
        Map<Column, Double> perSecond = new LinkedHashMap<>();
        if (before == null) {
            return perSecond;
        }
        double elapsed = (kernel.nanos() - before.nanos()) / NANOS;
        for (Column column : Columns.counters()) {
            OptionalLong old = before.counters().get(column.name());
            OptionalLong now = kernel.value().counters().get(column.name());
            if (elapsed > 0
                    && old.isPresent()
                    && now.isPresent()
                    && now.getAsLong() >= old.getAsLong()) {
                perSecond.put(column, (now.getAsLong() - old.getAsLong()) / elapsed);
            }
        }
        return perSecond;
    }
}
