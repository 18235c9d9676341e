package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.SockDiagException;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the looks that are due, one step after the other, and puts together what they saw. Knows no
 * thread and sleeps nowhere.
 */
final class Rounds implements AutoCloseable {
    /** The depths that are taken one namespace at a time, the cheap ones first. */
    private static final List<Depth> STEPPED =
            List.of(Depth.COUNTERS, Depth.WAITS, Depth.STATES, Depth.CENSUS);

    /** A namespace whose queues cannot be read so often in a row is closed and opened again. */
    private static final int FAILURES_UNTIL_REOPENED = 3;

    /**
     * How often a namespace that could not be entered is tried again; at the next listing where
     * only the process had gone by which it was found.
     */
    private static final long RETRY_ENTRY_NANOS = 60_000_000_000L;

    /** No such file ({@code man 3 errno}). */
    private static final int ENOENT = 2;

    /** How often the owners of known listeners are looked at again: processes hand sockets on. */
    private static final long OWNERS_AGAIN_NANOS = 60_000_000_000L;

    /**
     * A namespace without any listener, as most of a host full of containers are, is looked at so
     * often: that is how late a new listener may be seen.
     */
    private static final long SILENT_NANOS = 1_000_000_000L;

    private static final long LONGEST_SLEEP_NANOS = 1_000_000_000L;

    private final HostSource host;
    private final Ticks ticks;
    private final SamplerOptions options;
    private final Consumer<Observation> afterQueues;
    private final Budget budget;
    private final OptionalLong own;
    private final Map<Long, NamespaceWatch> watches = new LinkedHashMap<>();
    private final Map<Long, Integer> queueFailures = new HashMap<>();
    private final Map<Long, Long> entryTried = new HashMap<>();
    private final Map<Depth, Long> started = new EnumMap<>(Depth.class);
    private final Map<Depth, Observation.Spent> spent = new EnumMap<>(Depth.class);
    private final Map<Long, String> cgroups = new HashMap<>();

    private Map<Long, List<ProcessRef>> owners = Map.of();
    private Set<Long> askedInodes = Set.of();
    private List<Gap> placeGaps = List.of();
    private List<Gap> ownerGaps = List.of();
    private long ownersAt;

    /**
     * @param afterQueues is shown what is known after each round of queue passes; what it costs is
     *     charged to them
     */
    Rounds(
            HostSource host,
            Ticks ticks,
            SamplerOptions options,
            Consumer<Observation> afterQueues) {
        this.host = host;
        this.ticks = ticks;
        this.options = options;
        this.afterQueues = afterQueues;
        this.budget = new Budget(options.cpuShare(), ticks.nanos().getAsLong());
        this.own = host.own();
        for (Depth depth : Depth.values()) {
            spent.put(depth, Observation.Spent.NOTHING);
        }
    }

    /**
     * Does what is due: the cheap rounds, and at most one dear look.
     *
     * @return the nanoseconds until something is due again
     */
    long step() {
        budget.accrue(ticks.nanos().getAsLong());
        if (dueIn(Depth.NAMESPACES) == 0) {
            round(Depth.NAMESPACES, this::listNamespaces);
        }
        if (dueIn(Depth.QUEUES) == 0) {
            round(Depth.QUEUES, this::lookAtQueues);
        }
        if (ownersDue()) {
            round(Depth.OWNERS, this::lookUpOwners);
        }
        for (Depth depth : STEPPED) {
            Optional<NamespaceWatch> next = next(depth);
            if (next.isPresent() && dueIn(depth, next.get()) == 0) {
                round(depth, () -> succeeded(next.get(), depth));
                break;
            }
        }
        return sleep();
    }

    private long sleep() {
        long sleep = Math.min(LONGEST_SLEEP_NANOS, dueIn(Depth.QUEUES));
        sleep = Math.min(sleep, dueIn(Depth.NAMESPACES));
        for (Depth depth : STEPPED) {
            Optional<NamespaceWatch> next = next(depth);
            if (next.isPresent()) {
                sleep = Math.min(sleep, dueIn(depth, next.get()));
            }
        }
        return sleep;
    }

    /** A look at something, and whether it succeeded. */
    @FunctionalInterface
    private interface Work {
        boolean done();
    }

    private void round(Depth depth, Work work) {
        long cpu = ticks.cpuNanos().getAsLong();
        started.put(depth, ticks.nanos().getAsLong());
        boolean done = work.done();
        long cost = Math.max(0, ticks.cpuNanos().getAsLong() - cpu);
        budget.charge(depth, cost);
        spent.computeIfPresent(depth, (_, before) -> before.and(cost, !done));
    }

    /** Until a depth of the whole host is due. */
    private long dueIn(Depth depth) {
        return Math.max(budget.pauseNanos(depth), restOfInterval(depth, started.get(depth)));
    }

    /** Until a depth of one namespace is due. */
    private long dueIn(Depth depth, NamespaceWatch watch) {
        OptionalLong tried = watch.lastTry(depth);
        return Math.max(
                budget.pauseNanos(depth),
                restOfInterval(depth, tried.isPresent() ? tried.getAsLong() : null));
    }

    private long restOfInterval(Depth depth, @Nullable Long lastStart) {
        return lastStart == null
                ? 0
                : Math.max(0, lastStart + depth.interval().toNanos() - ticks.nanos().getAsLong());
    }

    /** The namespace that has waited longest for a look at this depth. */
    private Optional<NamespaceWatch> next(Depth depth) {
        NamespaceWatch oldest = null;
        long oldestAt = Long.MAX_VALUE;
        for (NamespaceWatch watch : watches.values()) {
            long at = watch.lastTry(depth).orElse(Long.MIN_VALUE);
            if (watch.wants(depth) && (oldest == null || at < oldestAt)) {
                oldest = watch;
                oldestAt = at;
            }
        }
        return Optional.ofNullable(oldest);
    }

    private boolean listNamespaces() {
        Host.Places places;
        try {
            places = host.places();
        } catch (IOException | RuntimeException e) {
            placeGaps = List.of(new Gap("namespaces", String.valueOf(e.getMessage()), ""));
            return false;
        }
        List<Gap> gaps = new ArrayList<>(places.gaps());
        Map<Long, Host.Place> found = new LinkedHashMap<>();
        places.places().forEach(place -> found.put(place.namespace().id(), place));
        // A socket keeps its namespace alive, so what is no longer found must be closed.
        closeIf(watch -> !found.containsKey(watch.place().namespace().id()));
        closeIf(watch -> !watch.entered() && entryIsDue(watch.place().namespace().id()));
        entryTried.keySet().retainAll(found.keySet());
        queueFailures.keySet().retainAll(found.keySet());
        int refused = 0;
        for (Host.Place place : found.values()) {
            long id = place.namespace().id();
            if (!watches.containsKey(id)) {
                if (watches.size() >= options.mostNamespaces()) {
                    refused++;
                } else if (entryIsDue(id)) {
                    open(place).ifPresent(gaps::add);
                }
            }
        }
        if (refused > 0) {
            gaps.add(
                    new Gap(
                            refused + " namespaces",
                            "only " + options.mostNamespaces() + " are watched",
                            "name the one to be watched with --namespace"));
        }
        placeGaps = List.copyOf(gaps);
        return true;
    }

    private boolean entryIsDue(long id) {
        Long tried = entryTried.get(id);
        return tried == null || ticks.nanos().getAsLong() - tried >= RETRY_ENTRY_NANOS;
    }

    /** Opens a namespace by the better of two ways; the gap says why neither worked. */
    private Optional<Gap> open(Host.Place place) {
        long id = place.namespace().id();
        boolean isOwn = own.equals(OptionalLong.of(id));
        entryTried.put(id, ticks.nanos().getAsLong());
        Gap why;
        boolean gone;
        try {
            watches.put(
                    id,
                    new NamespaceWatch(place, isOwn, host.enter(place), Optional.empty(), ticks));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            gone = e instanceof SockDiagException refused && refused.errno() == ENOENT;
            why =
                    new Gap(
                            "limits and drops in namespace " + place.namespace().name(),
                            String.valueOf(e.getMessage()),
                            "");
        }
        try {
            watches.put(
                    id,
                    new NamespaceWatch(
                            place, isOwn, host.fromProc(place), Optional.of(why), ticks));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            if (gone) {
                entryTried.remove(id);
            }
            return Optional.of(
                    new Gap(
                            "namespace " + place.namespace().name(),
                            why.why() + "; " + e.getMessage(),
                            ""));
        }
    }

    private void closeIf(Predicate<NamespaceWatch> gone) {
        watches.values()
                .removeIf(watch -> {
                    boolean close = gone.test(watch);
                    if (close) {
                        watch.close();
                    }
                    return close;
                });
    }

    private boolean lookAtQueues() {
        boolean all = true;
        for (NamespaceWatch watch : watches.values()) {
            if (watch.isSilent() && since(watch, Depth.QUEUES) < SILENT_NANOS) {
                continue;
            }
            all &= succeeded(watch, Depth.QUEUES);
            long id = watch.place().namespace().id();
            if (watch.failedAt(Depth.QUEUES)) {
                queueFailures.merge(id, 1, Integer::sum);
            } else {
                queueFailures.remove(id);
            }
        }
        afterQueues.accept(observation());
        closeIf(watch -> {
            long id = watch.place().namespace().id();
            return queueFailures.getOrDefault(id, 0) >= FAILURES_UNTIL_REOPENED;
        });
        queueFailures.values().removeIf(failures -> failures >= FAILURES_UNTIL_REOPENED);
        return all;
    }

    private long since(NamespaceWatch watch, Depth depth) {
        long now = ticks.nanos().getAsLong();
        return now - watch.lastTry(depth).orElse(now - SILENT_NANOS);
    }

    private static boolean succeeded(NamespaceWatch watch, Depth depth) {
        watch.look(depth);
        return !watch.failedAt(depth);
    }

    private boolean ownersDue() {
        return dueIn(Depth.OWNERS) == 0
                && (ticks.nanos().getAsLong() - ownersAt >= OWNERS_AGAIN_NANOS
                        || !askedInodes.containsAll(inodes()));
    }

    private boolean lookUpOwners() {
        Set<Long> inodes = new HashSet<>(inodes());
        askedInodes = inodes;
        ownersAt = ticks.nanos().getAsLong();
        Set<Long> groups = new HashSet<>();
        identities().forEach(identity -> identity.cgroupId().ifPresent(groups::add));
        cgroups.keySet().retainAll(groups);
        try {
            Owners.Found found = host.owners(inodes);
            owners = found.byInode();
            ownerGaps = found.gaps();
            for (Long id : groups) {
                host.cgroup(id).ifPresent(path -> cgroups.put(id, path));
            }
            return true;
        } catch (RuntimeException e) {
            ownerGaps = List.of(new Gap("owners", String.valueOf(e.getMessage()), ""));
            return false;
        }
    }

    private Collection<Long> inodes() {
        List<Long> inodes = new ArrayList<>();
        identities().forEach(identity -> inodes.add(identity.inode()));
        return inodes;
    }

    private Stream<SocketIdentity> identities() {
        return watches.values().stream()
                .flatMap(watch -> watch.lastQueues().stream())
                .flatMap(Rounds::identities);
    }

    private static Stream<SocketIdentity> identities(QueuePass pass) {
        return Stream.concat(
                pass.tcp().stream().map(listener -> listener.identity()),
                pass.unix().stream().map(listener -> listener.identity()));
    }

    /** What is known now. */
    Observation observation() {
        List<NamespaceSample> samples = new ArrayList<>(watches.size());
        for (NamespaceWatch watch : watches.values()) {
            NamespaceSample sample = watch.sample();
            samples.add(sample.own() ? 0 : samples.size(), sample);
        }
        List<Gap> gaps = new ArrayList<>(placeGaps);
        gaps.addAll(ownerGaps);
        return new Observation(
                ticks.wall().instant(),
                ticks.nanos().getAsLong(),
                samples,
                owners,
                cgroups,
                gaps,
                spent);
    }

    @Override
    public void close() {
        closeIf(_ -> true);
    }
}
