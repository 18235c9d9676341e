package dev.raingauge.monitor.fleet;

import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.fleet.FleetReport.Figures;
import dev.raingauge.monitor.fleet.FleetReport.Found;
import dev.raingauge.monitor.fleet.FleetReport.Loss;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Joins the answers about single places into ranked troubles. */
final class Joining {
    static final Comparator<Place> BY_NAME =
            Comparator.comparing(Place::host)
                    .thenComparing(Place::namespace)
                    .thenComparing(Place::address)
                    .thenComparing(Place::listener, Boolean::compare);

    /** By severity, then by what is lost. */
    static final Comparator<Trouble> WORST_FIRST =
            Comparator.comparing(Trouble::severity)
                    .thenComparingLong(trouble -> trouble.loss().packets().orElse(0))
                    .reversed()
                    .thenComparing(Trouble::place, BY_NAME);

    private static final Duration BURST = Duration.ofMinutes(1);

    private final Instant from;
    private final Instant now;
    private final Duration step;
    private final Map<Place, Map<String, Found>> found = new HashMap<>();
    private final Map<Place, Course> drops = new HashMap<>();
    private final Map<Place, Course> overflows = new HashMap<>();
    private final Map<Place, Course> synQueueDrops = new HashMap<>();
    private final Map<Place, Map<String, Double>> figures = new HashMap<>();
    private final Map<Place, Series> queues = new HashMap<>();
    private final Map<Place, Series> infos = new HashMap<>();

    /** Of a period from a time up to now, whose course has points at each step. */
    Joining(Instant from, Instant now, Duration step) {
        this.from = from;
        this.now = now;
        this.step = step;
    }

    /** That they were there, not yet when. */
    void findings(List<Series> series) {
        series.forEach(one -> found(one, Optional.empty()));
    }

    void course(List<Series> series) {
        for (Series one : series) {
            switch (one.label("__name__")) {
                case Queries.FINDING -> found(one, spell(times(one)));
                case Queries.DROPS -> drops.merge(one.place(), growth(one), Course::plus);
                case Queries.COUNTER -> {
                    boolean syn = one.label("counter").equals(Queries.SYN_QUEUE_DROPS);
                    (syn ? synQueueDrops : overflows).put(one.place().whole(), growth(one));
                }
                default -> {}
            }
        }
    }

    void present(List<Series> series) {
        for (Series one : series) {
            switch (one.label("__name__")) {
                case Queries.QUEUE -> {
                    queues.put(one.place(), one);
                    figure(one, "depth");
                }
                case Queries.LIMIT -> figure(one, "limit");
                case Queries.INFO -> infos.put(one.place(), one);
                default -> {}
            }
        }
    }

    void period(List<Series> series) {
        series.forEach(one -> figure(one, one.label(Queries.FIGURE)));
    }

    /**
     * What is wrong in some places, the worst first.
     *
     * @param losing namespaces in which packets were dropped because a queue was full
     * @param wholly whether such a namespace is a trouble itself if no listener explains it. What
     *     was found in a namespace as a whole, and at a listener in it too, is the listener's
     */
    List<Trouble> troubles(Collection<Place> places, Set<Place> losing, boolean wholly) {
        List<Trouble> troubles = new ArrayList<>();
        Set<Place> explained = new HashSet<>();
        Map<Place, Set<String>> rules = new HashMap<>();
        for (Place place : places) {
            Trouble trouble = trouble(place);
            boolean loses = trouble.loss().packets().orElse(0) > 0;
            if (!place.address().isEmpty() && (loses || !trouble.findings().isEmpty())) {
                troubles.add(trouble);
                rules.computeIfAbsent(place.whole(), _ -> new HashSet<>())
                        .addAll(trouble.findings().stream().map(Found::rule).toList());
                if (loses) {
                    explained.add(place.whole());
                }
            }
        }
        for (Place place : places) {
            if (place.address().isEmpty()) {
                boolean loses = wholly && losing.contains(place) && !explained.contains(place);
                Set<String> known = rules.getOrDefault(place, Set.of());
                Set<String> own = found.getOrDefault(place, Map.of()).keySet();
                if (loses || !known.containsAll(own)) {
                    troubles.add(trouble(place));
                }
            }
        }
        troubles.sort(WORST_FIRST);
        return List.copyOf(troubles);
    }

    private Trouble trouble(Place place) {
        List<Found> findings =
                found.getOrDefault(place, Map.of()).values().stream()
                        .sorted(
                                Comparator.comparing(Found::severity)
                                        .reversed()
                                        .thenComparing(Found::rule))
                        .toList();
        Course full =
                overflows
                        .getOrDefault(place.whole(), Course.UNKNOWN)
                        .plus(synQueueDrops.getOrDefault(place.whole(), Course.UNKNOWN));
        Course own = drops.getOrDefault(place, Course.UNKNOWN);
        Course lost = place.address().isEmpty() ? full : own.common(full, burst());
        Optional<Spell> spell =
                Stream.concat(
                                spell(lost.times()).stream(),
                                findings.stream().flatMap(one -> one.spell().stream()))
                        .reduce(Spell::with);
        Optional<Series> queue = Optional.ofNullable(queues.get(place));
        Optional<Series> info = Optional.ofNullable(infos.get(place));
        return new Trouble(
                place,
                findings.isEmpty() ? Severity.WARNING : findings.getFirst().severity(),
                findings,
                new Loss(
                        place.listener() ? lost.total() : OptionalLong.empty(),
                        place.listener() ? own.total() : OptionalLong.empty(),
                        overflows.getOrDefault(place.whole(), Course.UNKNOWN).total(),
                        synQueueDrops.getOrDefault(place.whole(), Course.UNKNOWN).total()),
                figures(place),
                spell,
                queue.map(one -> one.label("protocol")),
                info.map(one -> one.label("process")).filter(name -> !name.isEmpty()),
                info.map(one -> one.label("cgroup")).filter(name -> !name.isEmpty()));
    }

    /** Two looks of the slowest usual scrape, or two points of the course. */
    private Duration burst() {
        return step.compareTo(BURST) > 0 ? step : BURST;
    }

    private Figures figures(Place place) {
        Map<String, Double> own = figures.getOrDefault(place, Map.of());
        return new Figures(
                count(own, "depth"),
                count(own, "limit"),
                count(own, "peak"),
                share(number(own, "full")),
                number(own, "mean"),
                number(own, "longest"));
    }

    private void figure(Series series, String name) {
        if (Double.isFinite(series.last())) {
            figures.computeIfAbsent(series.place(), _ -> new HashMap<>()).put(name, series.last());
        }
    }

    private void found(Series series, Optional<Spell> spell) {
        String label = series.label("severity");
        if (label.equals("warning") || label.equals("critical")) {
            var one = new Found(series.label("rule"), severity(label), spell);
            found.computeIfAbsent(series.place(), _ -> new TreeMap<>())
                    .merge(one.rule(), one, Joining::both);
        }
    }

    /** A finding whose severity rose in the period is one finding. */
    private static Found both(Found a, Found b) {
        Optional<Spell> spell =
                a.spell().isPresent() && b.spell().isPresent()
                        ? Optional.of(a.spell().get().with(b.spell().get()))
                        : a.spell().or(b::spell);
        boolean worse = b.severity().compareTo(a.severity()) > 0;
        return new Found(a.rule(), worse ? b.severity() : a.severity(), spell);
    }

    private static Severity severity(String label) {
        return Severity.valueOf(label.toUpperCase(Locale.ROOT));
    }

    private Optional<Spell> spell(List<Double> times) {
        return Spell.of(times, from, now, step);
    }

    private static List<Double> times(Series series) {
        return series.points().stream().map(Series.Point::seconds).toList();
    }

    private static Course growth(Series series) {
        return Course.of(series.points());
    }

    private static OptionalLong count(Map<String, Double> figures, String name) {
        Double figure = figures.get(name);
        return figure == null ? OptionalLong.empty() : OptionalLong.of(Math.round(figure));
    }

    /** One minus a quotient of sums may be a hair beside 0 or 1. */
    private static OptionalDouble share(OptionalDouble share) {
        return share.isPresent()
                ? OptionalDouble.of(Math.clamp(share.getAsDouble(), 0.0, 1.0))
                : share;
    }

    private static OptionalDouble number(Map<String, Double> figures, String name) {
        Double figure = figures.get(name);
        return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
    }
}
