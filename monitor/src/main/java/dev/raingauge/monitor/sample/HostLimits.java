package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.Sysctls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How near the processes that own listeners are to their limit of descriptors, and the host to its
 * own. Looks on the sampler's thread, within its budget: at some processes after each queue pass,
 * at each of them every 15 seconds, or less often where counting is dear (before kernel 6.2 they
 * are listed one by one). Anybody may read what was seen.
 */
public final class HostLimits implements Consumer<Observation> {
    static final Duration ROUND = Duration.ofSeconds(15);
    static final Duration OPEN_FILES = Duration.ofSeconds(2);

    /** Others are left out; those of the first listeners are looked at. */
    static final int MOST_PROCESSES = 500;

    /** So many after one queue pass, and none more once they took so long. */
    static final int MOST_AT_ONCE = 4;

    private static final long LONG_NANOS = 2_000_000L;

    /** A round is at most this part of the time. */
    private static final int PAUSES_PER_COST = 200;

    /**
     * What was seen last.
     *
     * @param settings those of the whole host, {@code fs.file-nr} among them; none where they could
     *     not be read
     * @param settingsNanos when, by the ticker
     * @param descriptors by pid; of a process that was not looked at there is none, of one that may
     *     not be looked at they are unknown
     * @param descriptorsNanos when the oldest of them was looked at; empty until all were
     */
    public record Seen(
            Sysctls settings,
            long settingsNanos,
            Map<Integer, Descriptors> descriptors,
            Optional<Long> descriptorsNanos) {
        /** Before anything was looked at. */
        public static final Seen NOTHING = new Seen(Sysctls.NONE, 0, Map.of(), Optional.empty());
    }

    private final IntFunction<Descriptors> look;
    private final Supplier<Sysctls> settings;
    private final LongSupplier nanos;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Map<Integer, Descriptors> round = new HashMap<>();
    private boolean going;
    private long begun;
    private long cost;
    private long settingsAt;
    private volatile Seen seen = Seen.NOTHING;

    /**
     * @param look the descriptors of a process
     * @param settings those of the whole host
     * @param nanos the sampler's ticker
     */
    public HostLimits(
            IntFunction<Descriptors> look, Supplier<Sysctls> settings, LongSupplier nanos) {
        this.look = look;
        this.settings = settings;
        this.nanos = nanos;
        this.begun = nanos.getAsLong() - ROUND.toNanos();
        this.settingsAt = nanos.getAsLong() - OPEN_FILES.toNanos();
    }

    public Seen seen() {
        return seen;
    }

    @Override
    public void accept(Observation observation) {
        long now = nanos.getAsLong();
        if (now - settingsAt >= OPEN_FILES.toNanos()) {
            settingsAt = now;
            seen = new Seen(settings.get(), now, seen.descriptors(), seen.descriptorsNanos());
        }
        if (!going && now - begun >= Math.max(ROUND.toNanos(), PAUSES_PER_COST * cost)) {
            waiting.addAll(owners(observation)); // none: nobody listens, or they are not known yet
            if (!waiting.isEmpty()) {
                going = true;
                begun = now;
                cost = 0;
            }
        }
        if (going) {
            some(now);
        }
    }

    private void some(long start) {
        long now = start;
        for (int i = 0; i < MOST_AT_ONCE && now - start < LONG_NANOS; i++) {
            Integer pid = waiting.poll();
            if (pid == null) {
                break;
            }
            round.put(pid, look.apply(pid));
            now = nanos.getAsLong();
        }
        cost += now - start;
        if (waiting.isEmpty()) {
            going = false;
            seen =
                    new Seen(
                            seen.settings(),
                            seen.settingsNanos(),
                            Map.copyOf(round),
                            Optional.of(begun));
            round.clear();
        }
    }

    private static Set<Integer> owners(Observation observation) {
        Set<Integer> pids = new LinkedHashSet<>();
        for (List<ProcessRef> processes : observation.owners().values()) {
            for (ProcessRef process : processes) {
                if (pids.size() < MOST_PROCESSES) {
                    pids.add(process.pid());
                }
            }
        }
        return pids;
    }
}
