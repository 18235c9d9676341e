package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Evidence;
import dev.raingauge.monitor.diagnose.Surroundings.Elsewhere;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.Sysctls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Observes the namespaces that were asked for, side by side, and returns evidence of each.
 *
 * <p>It also glances at the others at the beginning and at the end: a user who looks at the wrong
 * one is to be told.
 */
final class Observer {
    private static final Duration ROUND = Duration.ofMillis(100);

    /** A pause in which nothing was seen, longer than any look takes. */
    private static final Duration BLIND = Duration.ofSeconds(5);

    private final Lookout lookout;
    private final InstantSource clock;
    private final Pace pace;
    private final Duration length;

    Observer(Lookout lookout, Duration length) {
        this.lookout = lookout;
        this.clock = lookout.clock();
        this.pace = lookout.pace();
        this.length = length;
    }

    /**
     * What was observed.
     *
     * @param length how long, really
     */
    record Observed(Look look, Duration length, List<Evidence> evidence) {}

    /** Is told after each round what has been seen of all namespaces. */
    @FunctionalInterface
    interface Follower {
        void saw(Duration at, List<Watching> watched);
    }

    /**
     * Observes without judging, and no single connections: whoever follows does that.
     *
     * @throws IOException if nothing could be looked at
     */
    void follow(Follower follower) throws IOException, Failure {
        List<Watching> watched = watched(new Lookout.Notes(), false);
        Set<Gap> gaps = new LinkedHashSet<>();
        begin(watched, gaps);
        Duration start = pace.now();
        follower.saw(Duration.ZERO, watched);
        Duration _ = rounds(watched, start, (at, _) -> follower.saw(at, watched), gaps);
    }

    private List<Watching> watched(Lookout.Notes notes, boolean closely)
            throws IOException, Failure {
        var watched = new ArrayList<Watching>();
        for (Seat seat : lookout.seats(notes)) {
            watched.add(new Watching(lookout.host(), seat, pace, length, closely));
        }
        return watched;
    }

    /**
     * Observes.
     *
     * @param progress is told now and then how much of how much time has passed
     * @throws IOException if nothing could be looked at
     */
    Observed observe(BiConsumer<Duration, Duration> progress) throws IOException, Failure {
        var notes = new Lookout.Notes();
        List<Watching> watched = watched(notes, true);
        Instant _ = clock.instant(); // a recording is to know when this began
        var others = new OtherNamespaces(lookout);
        if (!lookout.named()) { // whoever named a namespace knows that there are others
            others.begin(watched.stream().map(Watching::seat).toList());
        }
        Set<Gap> gaps = new LinkedHashSet<>(others.gaps());
        begin(watched, gaps);
        Duration start = pace.now();
        Duration end = rounds(watched, start, progress, gaps);
        List<Elsewhere> elsewhere = others.end();
        var evidence = new ArrayList<Evidence>();
        Set<Source> sources = EnumSet.noneOf(Source.class);
        Sysctls settings = hostSettings();
        for (Watching watching : watched) {
            boolean first = evidence.isEmpty();
            Evidence one =
                    new Closing(lookout, watching)
                            .evidence(
                                    first ? elsewhere : List.of(), first ? settings : Sysctls.NONE);
            if (!lookout.shows(watching.seat())) {
                continue;
            }
            evidence.add(one);
            sources.add(watching.source());
            gaps.addAll(watching.gaps());
            watching.seat().gap().ifPresent(gaps::add);
        }
        boolean consistent =
                watched.stream()
                        .filter(watching -> lookout.shows(watching.seat()))
                        .allMatch(Watching::consistent);
        notes.gaps(List.copyOf(gaps));
        return new Observed(
                new Look(
                        clock.instant(),
                        lookout.facts().name(),
                        lookout.facts().kernel(),
                        sources,
                        consistent,
                        notes.all()),
                end,
                evidence);
    }

    /** A namespace that cannot be looked at is a gap; if none can be, that is the answer. */
    private void begin(List<Watching> watched, Set<Gap> gaps) throws IOException {
        var failed = new ArrayList<Watching>();
        IOException last = null;
        for (Watching watching : watched) {
            try {
                watching.sample(Duration.ZERO, true);
            } catch (IOException e) {
                failed.add(watching);
                last = e;
                if (lookout.shows(watching.seat())) {
                    gaps.add(
                            new Gap(
                                    "namespace " + watching.seat().namespace().name(),
                                    Watching.reason(e),
                                    ""));
                }
            }
        }
        watched.removeAll(failed);
        if (watched.stream().map(Watching::seat).noneMatch(lookout::shows)) {
            throw last == null ? new IOException("there is no namespace to look at") : last;
        }
    }

    private Duration rounds(
            List<Watching> watched,
            Duration start,
            BiConsumer<Duration, Duration> progress,
            Set<Gap> gaps)
            throws IOException {
        Duration at = Duration.ZERO;
        while (at.compareTo(length) < 0) {
            Duration pause = ROUND.compareTo(length.minus(at)) < 0 ? ROUND : length.minus(at);
            pace.pause(pause.isZero() ? ROUND : pause);
            Duration now = pace.now().minus(start);
            if (now.minus(at).compareTo(BLIND) > 0) {
                gaps.add(
                        new Gap(
                                now.minus(at).toSeconds() + " s of the observation",
                                "this program did not run, or its looks took that long",
                                ""));
            }
            at = now;
            boolean last = at.compareTo(length) >= 0;
            for (Watching watching : watched) {
                watching.sample(at, last);
            }
            progress.accept(at, length);
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
        }
        return at;
    }

    /** What only the initial namespace shows, read in our own; absent if that is another one. */
    private Sysctls hostSettings() {
        try {
            return lookout.host().sysctls(lookout.host().own());
        } catch (IOException unreadable) {
            return Sysctls.NONE;
        }
    }
}
