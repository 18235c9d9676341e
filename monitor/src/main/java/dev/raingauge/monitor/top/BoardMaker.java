package dev.raingauge.monitor.top;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Evidence;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.monitor.sample.SeenNow;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts a board together of what is known at a moment. */
final class BoardMaker {
    private final String host;
    private final String kernel;
    private final Past past;
    private Optional<Instant> begun = Optional.empty();

    BoardMaker(String host, String kernel, Past past) {
        this.host = host;
        this.kernel = kernel;
        this.past = past;
    }

    Board empty() {
        return Board.empty(host, kernel);
    }

    Board board(Observation seen, List<Episode> episodes, List<Evidence> evidence) {
        Instant since = begun.orElse(seen.time());
        begun = Optional.of(since);
        Map<Place, List<Trouble>> troubles = troubles(episodes);
        List<Namespace> namespaces = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>(seen.gaps());
        for (NamespaceSample sample : seen.namespaces()) {
            namespaces.add(sample.namespace());
            gaps.addAll(sample.gaps());
            SeenNow.listeners(seen, sample)
                    .ifPresent(now -> {
                        for (Row row : ListenersReport.rows(now)) {
                            entries.add(entry(row, sample, seen, troubles));
                        }
                    });
        }
        Map<Long, Board.Flow> flows = new HashMap<>();
        evidence.forEach(one -> flows.put(one.namespace().id(), flow(one)));
        return new Board(
                Optional.of(seen.time()),
                host,
                kernel,
                namespaces,
                entries,
                episodes,
                Duration.between(since, seen.time()),
                flows,
                gaps);
    }

    /** What a finding about a listener and a row have in common. */
    private record Place(long namespace, String address) {}

    private static Map<Place, List<Trouble>> troubles(List<Episode> episodes) {
        List<Finding> lasting =
                episodes.stream().filter(Episode::lasts).map(Episode::finding).toList();
        Map<Place, List<Trouble>> troubles = new HashMap<>();
        for (Trouble trouble : Trouble.of(lasting)) {
            Subject subject = trouble.main().common().subject();
            subject.address()
                    .ifPresent(address ->
                            troubles.computeIfAbsent(
                                            new Place(subject.namespace().id(), address),
                                            _ -> new ArrayList<>())
                                    .add(trouble));
        }
        return troubles;
    }

    private Entry entry(
            Row row, NamespaceSample sample, Observation seen, Map<Place, List<Trouble>> troubles) {
        var key = new ListenerKey(sample.namespace().id(), row.address());
        var place = new Place(key.namespace(), row.address().toString());
        Losses losses = past.losses(key);
        boolean judged = losses.over().isPositive() && row.drops().isPresent();
        boolean statesCount = SeenNow.statesAreNewer(sample);
        return new Entry(
                row,
                past.track(key, seen.nanos() / 1_000_000_000L),
                judged ? Optional.of(losses) : Optional.empty(),
                troubles.getOrDefault(place, List.of()),
                sample.waits().flatMap(all -> waits(all.value().get(row.address()))),
                sample.sysctls().number("net.core.somaxconn"),
                age(statesCount ? sample.states() : sample.census(), seen),
                age(sample.census(), seen));
    }

    private static Optional<Duration> age(Optional<? extends Sample<?>> sample, Observation seen) {
        return sample.map(one -> one.age(seen.nanos()));
    }

    private static Optional<Entry.Waits> waits(@Nullable List<AcceptWait> waiting) {
        if (waiting == null || waiting.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = waiting.stream().map(AcceptWait::waited).sorted().toList();
        return Optional.of(
                new Entry.Waits(
                        sorted.getLast(),
                        sorted.get((sorted.size() - 1) / 2),
                        waiting.stream().filter(AcceptWait::clientGone).count()));
    }

    private static Board.Flow flow(Evidence evidence) {
        return new Board.Flow(
                rate(evidence, "TcpPassiveOpens"), rate(evidence, "TcpExtTCPReqQFullDoCookies"));
    }

    private static OptionalDouble rate(Evidence evidence, String counter) {
        OptionalLong growth = evidence.counters().growth(counter);
        return growth.isPresent() && evidence.observed().isPositive()
                ? OptionalDouble.of(growth.getAsLong() * 1e9 / evidence.observed().toNanos())
                : OptionalDouble.empty();
    }
}
