package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that the sampler knows at one moment. Immutable; each of its figures says when it was
 * taken.
 *
 * @param time when it was put together
 * @param nanos the same by the ticker
 * @param namespaces the program's own first, if it is among them
 * @param owners the processes of each listener's inode; one that nobody visible holds is not in it
 * @param cgroups the paths of the listeners' cgroups by id
 * @param gaps what could not be looked at, of the whole host; each namespace has its own besides
 * @param spent what each depth has cost so far
 */
public record Observation(
        Instant time,
        long nanos,
        List<NamespaceSample> namespaces,
        Map<Long, List<ProcessRef>> owners,
        Map<Long, String> cgroups,
        List<Gap> gaps,
        Map<Depth, Spent> spent) {
    public Observation {
        namespaces = List.copyOf(namespaces);
        owners = Map.copyOf(owners);
        cgroups = Map.copyOf(cgroups);
        gaps = List.copyOf(gaps);
        spent = Map.copyOf(spent);
    }

    /** The same, and something else that people should know. */
    public Observation with(Gap gap) {
        List<Gap> more = new ArrayList<>(gaps);
        more.addFirst(gap);
        return new Observation(time, nanos, namespaces, owners, cgroups, more, spent);
    }

    /** What one depth has cost. */
    public Spent spentOn(Depth depth) {
        return spent.getOrDefault(depth, Spent.NOTHING);
    }

    /**
     * What a depth has cost since the start.
     *
     * @param looks how many looks were taken, those that failed included
     * @param failed how many failed
     * @param cpu the CPU time of all of them
     */
    public record Spent(long looks, long failed, Duration cpu) {
        static final Spent NOTHING = new Spent(0, 0, Duration.ZERO);

        Spent and(long cpuNanos, boolean failure) {
            return new Spent(looks + 1, failed + (failure ? 1 : 0), cpu.plusNanos(cpuNanos));
        }
    }
}
