package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ListenerFigures;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.monitor.sample.EphemeralPorts;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Recorded looks as what the sampler would have known at their moments. What a look does not say
 * stays as an earlier one said it, with the time of that one.
 */
final class TopMoments {
    private final Map<Long, Known> known = new HashMap<>();
    private final Map<Long, Sample<NamespaceSample.Census>> counted = new HashMap<>();
    private final Map<Long, Map<Integer, String>> interfaces = new HashMap<>();
    private final Map<Long, List<ProcessRef>> owners = new HashMap<>();
    private final Map<Long, String> cgroups = new HashMap<>();
    private List<Gap> gaps = List.of();

    /** The last that doctor saw of one namespace. Mutable: a few times a second. */
    private static final class Known {
        Optional<Sample<StatePass>> states = Optional.empty();
        Optional<Sample<Map<ListenerAddress, List<AcceptWait>>>> waits = Optional.empty();
        Optional<Sample<NamespaceSample.Kernel>> kernel = Optional.empty();
        SockStat sockStat = SockStat.NONE;
        Optional<Sysctls> sysctls = Optional.empty();
    }

    /** A look of listeners; who holds what, and the first count of connections, are remembered. */
    Observation of(Lookout.Seen<SeenListeners> seen) {
        Instant time = seen.look().time();
        boolean netlink = !seen.look().sources().contains(Source.PROCFS);
        var samples = new ArrayList<NamespaceSample>();
        Map<Long, List<ProcessRef>> holders = new HashMap<>();
        for (SeenListeners one : seen.namespaces()) {
            Sample<NamespaceSample.Census> census = sample(census(one.figures()), time);
            counted.putIfAbsent(one.namespace().id(), census);
            interfaces.put(one.namespace().id(), one.interfaces());
            holders.putAll(one.owners());
            identities(one)
                    .forEach(identity -> {
                        String path = one.cgroups().get(identity.inode());
                        if (path != null && identity.cgroupId().isPresent()) {
                            cgroups.put(identity.cgroupId().getAsLong(), path);
                        }
                    });
            samples.add(
                    new NamespaceSample(
                            one.namespace(),
                            false,
                            netlink ? Source.NETLINK : Source.PROCFS,
                            Optional.of(sample(one.queues(), time)),
                            Optional.empty(),
                            Optional.of(census),
                            Optional.of(sample(one.waits(), time)),
                            Optional.empty(),
                            Sysctls.NONE,
                            one.interfaces(),
                            EphemeralPorts.NONE,
                            Map.of(),
                            List.of()));
        }
        owners.putAll(holders);
        gaps = seen.look().gaps();
        return new Observation(time, nanos(time), samples, holders, cgroups, gaps, Map.of());
    }

    /** A round of doctor. */
    Observation of(Lookout lookout, Instant time, List<Watching> watched) {
        var samples = new ArrayList<NamespaceSample>();
        for (Watching watching : watched) {
            if (lookout.shows(watching.seat()) && watching.last().isPresent()) {
                samples.add(of(lookout, time, watching, watching.last().get()));
            }
        }
        return new Observation(time, nanos(time), samples, owners, cgroups, gaps, Map.of());
    }

    private NamespaceSample of(
            Lookout lookout,
            Instant time,
            Watching watching,
            dev.raingauge.monitor.diagnose.Sample seen) {
        Seat seat = watching.seat();
        long id = seat.namespace().id();
        Known of = known.computeIfAbsent(id, _ -> new Known());
        boolean goesOn = !watching.ended();
        if (goesOn) {
            of.sockStat = seen.sockStat().orElse(of.sockStat);
            seen.counters()
                    .ifPresent(read ->
                            of.kernel =
                                    Optional.of(
                                            sample(
                                                    new NamespaceSample.Kernel(read, of.sockStat),
                                                    time)));
            seen.waits().ifPresent(waits -> of.waits = Optional.of(sample(waits, time)));
            seen.states().ifPresent(states -> of.states = Optional.of(sample(states, time)));
        }
        var unseen = new ArrayList<>(watching.gaps());
        seat.gap().ifPresent(unseen::add);
        if (of.sysctls.isEmpty()) {
            of.sysctls = Optional.of(settings(lookout, seat));
        }
        return new NamespaceSample(
                seat.namespace(),
                seat.place().file().endsWith("self/ns/net"),
                seat.gap().isPresent() ? Source.PROCFS : Source.NETLINK,
                goesOn ? Optional.of(sample(seen.queues(), time)) : Optional.empty(),
                of.states,
                Optional.ofNullable(counted.get(id)).filter(census -> !census.time().isAfter(time)),
                of.waits,
                of.kernel,
                of.sysctls.orElse(Sysctls.NONE),
                interfaces.getOrDefault(id, Map.of()),
                EphemeralPorts.NONE,
                Map.of(),
                unseen);
    }

    /** Read at the end of the observation: nothing tells that they were others at its beginning. */
    private static Sysctls settings(Lookout lookout, Seat seat) {
        try {
            return lookout.host().sysctls(seat.place());
        } catch (IOException | TapeFailure notSeen) {
            return Sysctls.NONE;
        }
    }

    private static NamespaceSample.Census census(Map<ListenerAddress, ListenerFigures> figures) {
        Map<ListenerAddress, ListenerCounts> tcp = new HashMap<>();
        Map<ListenerAddress, Long> unix = new HashMap<>();
        figures.forEach((at, one) -> {
            if (at.transport().isUnix()) {
                one.active().ifPresent(count -> unix.put(at, count));
            } else {
                tcp.put(
                        at,
                        new ListenerCounts(
                                one.active().orElse(0),
                                one.waiting().orElse(0),
                                one.closeWait().orElse(0),
                                one.halfOpen().orElse(0)));
            }
        });
        return new NamespaceSample.Census(
                new CensusPass(Map.of(), tcp, 0, true),
                OptionalLong.empty(),
                unix,
                Optional.empty());
    }

    private static Stream<SocketIdentity> identities(SeenListeners seen) {
        return Stream.concat(
                seen.queues().tcp().stream().map(listener -> listener.identity()),
                seen.queues().unix().stream().map(listener -> listener.identity()));
    }

    private static <T> Sample<T> sample(T value, Instant time) {
        return new Sample<>(value, time, nanos(time), Duration.ZERO, Duration.ZERO);
    }

    /** The time of the recording does for the clock that never jumps, too. */
    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
