package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.sockdiag.Cgroups;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.tape.Tape;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one place from which the commands look: knows the namespaces that were asked for, and keeps
 * what is worth keeping from one look to the next.
 */
final class Lookout implements AutoCloseable {
    private final ReadingOptions options;
    private final InstantSource clock;
    private final Host host;
    private final HostFacts facts;
    private final Optional<Session> session;
    private final Pace pace;
    private final Owners owners;
    private final Cgroups cgroups;
    private final Map<Long, Seat> seats = new HashMap<>();
    private OptionalLong picked = OptionalLong.empty();
    private boolean looked;

    /**
     * @param around whose clock dates what is seen
     */
    Lookout(ReadingOptions options, Surroundings around) {
        this.clock = around.clock();
        this.session = around.session();
        session.ifPresent(Session::look);
        this.options = options(options, session);
        this.host = new Host(this.options.proc());
        this.facts = HostFacts.of(host.proc());
        this.owners = new Owners(host.proc());
        this.pace = session.map(Pace::of).orElse(Pace.REAL);
        this.cgroups = Cgroups.of(host);
    }

    /** What a recording was asked for is what it is played for, if the user says nothing else. */
    private static ReadingOptions options(ReadingOptions given, Optional<Session> session) {
        if (session.isEmpty()) {
            return given;
        }
        Tape tape = session.get().tape();
        boolean said = !(given.where() instanceof Where.Own);
        return new ReadingOptions(
                given.json(),
                given.watch(),
                said ? given.where() : Where.parse(tape.head().namespace()),
                tape.proc(),
                given.netlink() && tape.head().netlink());
    }

    /**
     * What only the looking program can find out, by trying or from its machine; in a recording it
     * is what was found then.
     */
    Optional<String> fact(String name, Supplier<Optional<String>> live) {
        return session.isPresent() ? session.get().tape().fact(name, live) : live.get();
    }

    Host host() {
        return host;
    }

    HostFacts facts() {
        return facts;
    }

    /** The time of day of the machine that is looked at. */
    InstantSource clock() {
        return clock;
    }

    /** Its time that never jumps, and how to let some pass. */
    Pace pace() {
        return pace;
    }

    Owners owners() {
        return owners;
    }

    Cgroups cgroups() {
        return cgroups;
    }

    /** Whether every namespace was asked for. */
    boolean all() {
        return options.where() instanceof Where.All;
    }

    /** Whether the namespace must be named: it is not simply the user's own. */
    boolean named() {
        return !(options.where() instanceof Where.Own);
    }

    /**
     * Whether one namespace is picked out of a recording of all. All of them are asked again then,
     * in the order of the recording: what is asked of the whole host, the time above all, has its
     * place among what is asked of each of them.
     */
    private boolean picks() {
        return options.where() instanceof Where.Named
                && session.filter(Session::plays).isPresent()
                && session.get().tape().head().namespace().equals("all");
    }

    /** Whether a namespace that is looked at was asked for by the user. */
    boolean shows(Seat seat) {
        return picked.isEmpty() || picked.getAsLong() == seat.namespace().id();
    }

    /** Whether the kernel may be asked through sock_diag. */
    boolean netlink() {
        return options.netlink();
    }

    /**
     * The namespaces of the host that were not asked for; none where one is picked out of a
     * recording, which was asked for all.
     */
    List<Host.Place> others() throws IOException {
        if (picked.isPresent()) {
            return List.of();
        }
        return host.all().places().stream()
                .filter(place -> !seats.containsKey(place.namespace().id()))
                .toList();
    }

    /** What is done with one namespace. */
    @FunctionalInterface
    interface Act<T> {
        T at(Seat seat, Notes notes) throws IOException;
    }

    /** What is done with what was found in all namespaces together. */
    @FunctionalInterface
    interface Together<T, R> {
        List<R> of(List<T> found, Notes notes);
    }

    /** What comes up during a look and is told with it. */
    static final class Notes {
        private final Set<Gap> gaps = new LinkedHashSet<>();
        private final Set<Source> sources = new HashSet<>();
        private boolean consistent = true;

        void gap(Gap gap) {
            gaps.add(gap);
        }

        void gaps(List<Gap> more) {
            gaps.addAll(more);
        }

        void source(Source source) {
            sources.add(source);
        }

        List<Gap> all() {
            return List.copyOf(gaps);
        }

        void consistent(boolean dump) {
            consistent &= dump;
        }
    }

    /** What was found at each namespace, and the head of a report about it. */
    record Seen<T>(Look look, List<T> namespaces) {}

    /**
     * Does something with each namespace that was asked for. If it is only one, its failure is the
     * failure of the whole; among all of them it is a gap.
     */
    <T> Seen<T> look(Act<T> act) throws IOException, Failure {
        return look(act, (found, _) -> found);
    }

    /** As {@link #look(Act)}, with a last step for what is better done once than for each. */
    <T, R> Seen<R> look(Act<T> act, Together<T, R> together) throws IOException, Failure {
        if (looked) {
            session.ifPresent(Session::lookAgain);
        }
        looked = true;
        var notes = new Notes();
        var found = new ArrayList<T>();
        var shown = new ArrayList<Integer>();
        for (Seat seat : seats(notes)) {
            if (!shows(seat)) {
                ask(seat, act).ifPresent(found::add);
                continue;
            }
            try {
                T one = act.at(seat, notes);
                shown.add(found.size());
                found.add(one);
            } catch (IOException e) {
                if (!all()) {
                    throw e;
                }
                String message = e.getMessage();
                notes.gap(
                        new Gap(
                                "namespace " + seat.namespace().name(),
                                message == null ? e.getClass().getSimpleName() : message,
                                ""));
            }
            seat.gap().ifPresent(notes::gap);
        }
        List<R> results = together.of(found, notes);
        if (picked.isPresent()) {
            results = shown.stream().map(results::get).toList();
        }
        return new Seen<>(
                new Look(
                        clock.instant(),
                        facts.name(),
                        facts.kernel(),
                        notes.sources,
                        notes.consistent,
                        List.copyOf(notes.gaps)),
                results);
    }

    /** Does it with a namespace that is not shown, and whose failures nobody wants to know. */
    private static <T> Optional<T> ask(Seat seat, Act<T> act) {
        try {
            return Optional.of(act.at(seat, new Notes()));
        } catch (IOException failedThen) {
            return Optional.empty();
        }
    }

    /** The namespaces as they are now; those that have gone are closed, or they would live on. */
    List<Seat> seats(Notes notes) throws IOException, Failure {
        List<Host.Place> places =
                switch (options.where()) {
                    case Where.Own() -> List.of(host.own());
                    case Where.Named(String text) when picks() -> pick(text);
                    case Where.Named(String text) -> List.of(find(text));
                    case Where.All() -> {
                        Host.Places all = host.all();
                        notes.gaps(all.gaps());
                        yield all.places();
                    }
                };
        var current = new ArrayList<Seat>();
        var ids = new HashSet<Long>();
        for (Host.Place place : places) {
            ids.add(place.namespace().id());
            Seat seat = seats.get(place.namespace().id());
            if (seat == null || !seat.place().equals(place)) {
                if (seat != null) {
                    seat.close();
                }
                seat = new Seat(host, place, options.netlink());
                seats.put(place.namespace().id(), seat);
            }
            current.add(seat);
        }
        seats.values().stream()
                .filter(seat -> !ids.contains(seat.namespace().id()))
                .forEach(Seat::close);
        seats.keySet().retainAll(ids);
        return current;
    }

    /** Those of the recording, one of which is picked. */
    private List<Host.Place> pick(String text) throws IOException, Failure {
        List<Host.Place> all = host.all().places();
        picked = OptionalLong.of(Pick.among(all, text, host.proc()).namespace().id());
        return all;
    }

    private Host.Place find(String text) throws Failure {
        try {
            return host.find(text);
        } catch (IOException e) {
            throw Failure.of("--namespace=" + text + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        seats.values().forEach(Seat::close);
        seats.clear();
    }
}
