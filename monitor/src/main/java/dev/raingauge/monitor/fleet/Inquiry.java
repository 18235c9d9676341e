package dev.raingauge.monitor.fleet;

import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.fleet.FleetReport.Reason;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import dev.raingauge.monitor.fleet.FleetReport.Unseen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Asks about a fleet: first about all of it, then about those places where something was found.
 * Four questions if it is quiet, eight if it is not.
 */
public final class Inquiry {
    /** Places that are looked at closely; the others are named. */
    static final int MOST_PLACES = 100;

    private final Asking asking;
    private final String server;
    private final Duration since;
    private final Selection selection;
    private final Queries queries;
    private final Set<String> gaps = new LinkedHashSet<>();

    /**
     * An inquiry.
     *
     * @param server how the report calls the server
     * @param since the period, up to now
     */
    public Inquiry(Asking asking, String server, List<LabelMatcher> matchers, Duration since) {
        this.asking = asking;
        this.server = server;
        this.since = since;
        this.selection = new Selection(matchers);
        this.queries = new Queries(selection, since);
    }

    /**
     * Asks.
     *
     * @param clock what time it is here, where the server has nothing to tell its own by
     * @throws FleetException if the server does not answer about the fleet as a whole
     */
    public FleetReport report(Instant clock) throws FleetException {
        gaps.clear();
        List<Answer> whole =
                asking.ask(
                        List.of(
                                queries.census(),
                                queries.unseen(),
                                queries.findings(),
                                queries.losses()));
        whole.forEach(answer -> gaps.addAll(answer.warnings()));
        List<Series> census = whole.getFirst().series();
        Instant now = census.isEmpty() ? clock : time(census.getFirst());
        return new FleetReport(
                now,
                server,
                since,
                count(census, "hosts"),
                count(census, "listeners"),
                unseen(whole.get(1).series()),
                troubles(whole.get(2).series(), whole.get(3).series(), now),
                List.copyOf(gaps));
    }

    private List<Trouble> troubles(List<Series> findings, List<Series> losses, Instant now) {
        bounded(findings, "findings");
        bounded(losses, "namespaces that lose packets");
        Map<Place, Severity> severities = new TreeMap<>(Joining.BY_NAME);
        for (Series one : findings) {
            Severity severity = one.last() > 1 ? Severity.CRITICAL : Severity.WARNING;
            severities.merge(one.place(), severity, Inquiry::worse);
        }
        Set<Place> losing =
                losses.stream().map(one -> one.place().whole()).collect(Collectors.toSet());
        Map<Place, Double> dropping = dropping(losing);
        dropping.keySet().forEach(place -> severities.putIfAbsent(place, Severity.WARNING));
        losing.forEach(place -> severities.putIfAbsent(place, Severity.WARNING));
        if (severities.isEmpty()) {
            return List.of();
        }
        List<Place> closely = closely(severities, dropping);
        Answer course = optional(queries.course(closely, now), "the course of the period");
        boolean listeners = closely.stream().anyMatch(place -> !place.address().isEmpty());
        Answer present =
                listeners ? optional(queries.now(closely), "queues and owners") : Answer.NONE;
        Answer period =
                listeners ? optional(queries.period(closely), "fullness and waits") : Answer.NONE;
        var joining = new Joining(now.minus(since), now, queries.step());
        joining.findings(findings);
        joining.course(course.series());
        joining.present(present.series());
        joining.period(period.series());
        return joining.troubles(severities.keySet(), losing, !selection.namesListeners());
    }

    /** The listeners that dropped something in namespaces where queues were full. */
    private Map<Place, Double> dropping(Set<Place> losing) {
        if (losing.isEmpty()) {
            return Map.of();
        }
        Set<FleetHost> hosts = losing.stream().map(Place::host).collect(Collectors.toSet());
        Answer drops = optional(queries.drops(hosts), "which listeners dropped packets");
        bounded(drops.series(), "listeners that dropped packets");
        Map<Place, Double> dropping = new HashMap<>();
        for (Series one : drops.series()) {
            if (losing.contains(one.place().whole())) {
                dropping.merge(one.place(), one.last(), Double::sum);
            }
        }
        return dropping;
    }

    /** The worst of them. */
    private List<Place> closely(Map<Place, Severity> severities, Map<Place, Double> dropping) {
        List<Place> places = new ArrayList<>(severities.keySet());
        places.sort(
                Comparator.comparing((Place place) -> severities.getOrDefault(place, Severity.INFO))
                        .thenComparingDouble(place -> dropping.getOrDefault(place, 0.0))
                        .reversed());
        int more = places.size() - MOST_PLACES;
        if (more > 0) {
            gaps.add(
                    "figures of the last %d of %d places; choose fewer hosts by a condition"
                            .formatted(more, places.size()));
            places = places.subList(0, MOST_PLACES);
        }
        return places;
    }

    /** Without it the report says less, and says so. */
    private Answer optional(Question question, String what) {
        try {
            Answer answer = asking.ask(List.of(question)).getFirst();
            gaps.addAll(answer.warnings());
            return answer;
        } catch (FleetException e) {
            gaps.add(what + ": " + e.getMessage());
            return Answer.NONE;
        }
    }

    private void bounded(List<Series> series, String what) {
        if (series.size() >= Queries.MOST) {
            gaps.add("more than " + Queries.MOST + " " + what + "; choose hosts by a condition");
        }
    }

    private static List<Unseen> unseen(List<Series> series) {
        Map<FleetHost, Unseen> unseen = new TreeMap<>();
        for (Series one : series) {
            Reason reason =
                    switch (one.label(Queries.FIGURE)) {
                        case "down" -> Reason.DOWN;
                        case "old" -> Reason.OLD;
                        default -> Reason.GONE;
                    };
            FleetHost host = one.targetHost();
            unseen.put(host, new Unseen(host, reason, age(one, reason)));
        }
        return List.copyOf(unseen.values());
    }

    private static Optional<Duration> age(Series series, Reason reason) {
        return reason == Reason.OLD
                ? Optional.of(Duration.ofSeconds((long) series.last()))
                : Optional.empty();
    }

    private static long count(List<Series> census, String figure) {
        return census.stream()
                .filter(one -> one.label(Queries.FIGURE).equals(figure))
                .mapToLong(one -> Math.round(one.last()))
                .sum();
    }

    private static Instant time(Series series) {
        return Spell.instant(series.points().getLast().seconds());
    }

    private static Severity worse(Severity a, Severity b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
