package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.MetricsReport.SeriesName;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.monitor.sample.SeriesKey;
import dev.raingauge.monitor.view.ListenerHistograms;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Which listeners have time series, and the histograms of those that have. Sees every queue pass;
 * works on the sampler's thread.
 *
 * <p>The number of series is capped. Who has one keeps it as long as it listens; what becomes free
 * goes to the fullest of those that have none.
 */
final class SeriesTable implements Consumer<Observation> {
    static final int USUAL_MOST = 2_000;

    private final int most;
    private final ListenerHistograms histograms;
    private final Map<String, OfNamespace> namespaces = new HashMap<>();
    private volatile Set<SeriesName> refused = Set.of();
    private volatile Set<SeriesName> admitted = Set.of();
    private final AtomicLong dropped = new AtomicLong();
    private long round;

    SeriesTable(int most, ListenerHistograms histograms) {
        this.most = most;
        this.histograms = histograms;
    }

    /** The series that exist now. */
    Set<SeriesName> admitted() {
        return admitted;
    }

    /** How many listeners were refused a series so far, each counted once. */
    long dropped() {
        return dropped.get();
    }

    /** Those that have none now; empty as long as there is room. */
    Optional<Gap> gap() {
        int without = refused.size();
        return without == 0
                ? Optional.empty()
                : Optional.of(
                        new Gap(
                                "time series of " + without + " listeners",
                                "there are " + most + " already",
                                "--max-listeners=N allows more"));
    }

    private static final class OfNamespace {
        final Map<SeriesKey, Entry> entries = new HashMap<>();
        long queuesSeen = Long.MIN_VALUE;
        long waitsSeen = Long.MIN_VALUE;
        long round;
    }

    /** One series. */
    private static final class Entry {
        final SeriesName name;
        long round;
        boolean known;
        double fullest;

        Entry(SeriesName name) {
            this.name = name;
        }

        void see(AcceptQueue queue) {
            OptionalDouble utilization = queue.utilization();
            if (utilization.isPresent()) {
                fullest =
                        known
                                ? Math.max(fullest, utilization.getAsDouble())
                                : utilization.getAsDouble();
                known = true;
            }
        }
    }

    @Override
    public void accept(Observation observation) {
        round++;
        Map<SeriesName, Entry> candidates = new HashMap<>();
        for (NamespaceSample sample : observation.namespaces()) {
            see(sample, candidates);
        }
        boolean changed = forgetTheGone();
        changed |= admit(candidates);
        if (changed) {
            Set<SeriesName> names = new HashSet<>();
            namespaces.values().forEach(of -> of.entries.values().forEach(e -> names.add(e.name)));
            admitted = Set.copyOf(names);
        }
    }

    private void see(NamespaceSample sample, Map<SeriesName, Entry> candidates) {
        if (sample.queues().isEmpty()) {
            return;
        }
        Sample<QueuePass> queues = sample.queues().get();
        OfNamespace of =
                namespaces.computeIfAbsent(sample.namespace().name(), _ -> new OfNamespace());
        of.round = round;
        boolean fresh = queues.nanos() != of.queuesSeen;
        of.queuesSeen = queues.nanos();
        queues.value()
                .tcp()
                .forEach(listener ->
                        see(
                                sample,
                                of,
                                ListenerAddress.of(listener),
                                listener.acceptQueue(),
                                candidates));
        queues.value()
                .unix()
                .forEach(listener ->
                        see(
                                sample,
                                of,
                                ListenerAddress.of(listener),
                                listener.acceptQueue(),
                                candidates));
        for (Entry entry : of.entries.values()) {
            if (fresh && entry.known && entry.round == round) {
                histograms.utilization(entry.name, entry.fullest);
            }
            entry.known = false;
        }
        sample.waits().ifPresent(waits -> seeWaits(sample, of, waits));
    }

    private void see(
            NamespaceSample sample,
            OfNamespace of,
            ListenerAddress address,
            AcceptQueue queue,
            Map<SeriesName, Entry> candidates) {
        SeriesKey key = sample.ephemeral().series(address);
        Entry entry = of.entries.get(key);
        if (entry == null) {
            var name = new SeriesName(sample.namespace().name(), key.transport(), key.address());
            entry = candidates.computeIfAbsent(name, Entry::new);
        }
        entry.round = round;
        entry.see(queue);
    }

    private void seeWaits(
            NamespaceSample sample,
            OfNamespace of,
            Sample<Map<ListenerAddress, List<AcceptWait>>> waits) {
        if (waits.nanos() == of.waitsSeen) {
            return;
        }
        of.waitsSeen = waits.nanos();
        waits.value()
                .forEach((address, each) -> {
                    Entry entry = of.entries.get(sample.ephemeral().series(address));
                    if (entry != null) {
                        each.forEach(wait -> histograms.wait(entry.name, wait.waited()));
                    }
                });
    }

    private boolean forgetTheGone() {
        boolean changed = false;
        for (OfNamespace of : namespaces.values()) {
            changed |=
                    of.entries
                            .values()
                            .removeIf(entry -> {
                                boolean gone = entry.round != round;
                                if (gone) {
                                    histograms.forget(entry.name);
                                }
                                return gone;
                            });
        }
        namespaces.values().removeIf(of -> of.round != round);
        return changed;
    }

    private boolean admit(Map<SeriesName, Entry> candidates) {
        if (candidates.isEmpty()) {
            refused = Set.of();
            return false;
        }
        int free = most;
        for (OfNamespace of : namespaces.values()) {
            free -= of.entries.size();
        }
        List<Entry> waiting = new ArrayList<>(candidates.values());
        waiting.sort(
                Comparator.<Entry>comparingDouble(entry -> -entry.fullest)
                        .thenComparing(entry -> entry.name.namespace())
                        .thenComparing(entry -> entry.name.transport())
                        .thenComparing(entry -> entry.name.address()));
        Set<SeriesName> out = new HashSet<>();
        boolean changed = false;
        for (Entry entry : waiting) {
            if (free > 0) {
                free--;
                changed = true;
                admit(entry);
            } else {
                out.add(entry.name);
                if (!refused.contains(entry.name)) {
                    dropped.incrementAndGet();
                }
            }
        }
        refused = out;
        return changed;
    }

    private void admit(Entry entry) {
        OfNamespace of = namespaces.get(entry.name.namespace());
        if (of != null) {
            of.entries.put(new SeriesKey(entry.name.transport(), entry.name.address()), entry);
        }
        if (entry.known) {
            histograms.utilization(entry.name, entry.fullest);
            entry.known = false;
        }
    }
}
