package dev.raingauge.monitor.top;

import dev.raingauge.monitor.diagnose.Evidence;
import dev.raingauge.monitor.diagnose.ListenerEvidence;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sample;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Remembers the last two minutes of every listener, in bounded memory. Fed by the thread that
 * samples, read by the one that draws.
 */
final class Past {
    static final int MOST_LISTENERS = 5_000;

    /** Rates are of so many judgements, one a second. */
    private static final int JUDGEMENTS = 10;

    /** What is remembered of one listener. Mutable: ten times a second for each. */
    private static final class Memory {
        final int[] peaks = new int[Track.SECONDS];
        final int[] dropped = new int[Track.SECONDS];
        final Deque<Losses> losses = new ArrayDeque<>();
        Losses judged = Losses.NONE;
        long second = Long.MIN_VALUE;
        long drops = Track.UNKNOWN;

        void turnTo(long now) {
            long steps = second == Long.MIN_VALUE ? Track.SECONDS : now - second;
            for (long step = 0; step < Math.min(steps, Track.SECONDS); step++) {
                shift(peaks);
                shift(dropped);
            }
            second = Math.max(second, now);
        }

        private static void shift(int[] values) {
            System.arraycopy(values, 1, values, 0, values.length - 1);
            values[values.length - 1] = Track.UNKNOWN;
        }

        void saw(long depth, OptionalLong total) {
            int last = Track.SECONDS - 1;
            peaks[last] = (int) Math.min(Integer.MAX_VALUE, Math.max(peaks[last], depth));
            if (total.isEmpty()) {
                return;
            }
            // A counter that went back belongs to another socket, which began at 0.
            long growth = drops == Track.UNKNOWN ? 0 : Math.max(0, total.getAsLong() - drops);
            drops = total.getAsLong();
            dropped[last] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, dropped[last]) + growth);
        }
    }

    /** What one pass saw of one address. */
    private static final class Sum {
        long depth;
        long drops;
        boolean counted = true;

        void add(AcceptQueue queue, OptionalLong own) {
            depth += queue.depth();
            drops += own.orElse(0);
            counted &= own.isPresent();
        }
    }

    private final Map<ListenerKey, Memory> memories = new HashMap<>();
    private final Map<Long, Long> seen = new HashMap<>();

    /** Takes what is new since the last call. */
    synchronized void saw(Observation now) {
        for (NamespaceSample sample : now.namespaces()) {
            if (sample.queues().isPresent()) {
                Sample<QueuePass> queues = sample.queues().get();
                Long last = seen.put(sample.namespace().id(), queues.nanos());
                if (last == null || last != queues.nanos()) {
                    saw(sample.namespace().id(), queues);
                }
            }
        }
    }

    private void saw(long namespace, Sample<QueuePass> queues) {
        Map<ListenerAddress, Sum> sums = new HashMap<>();
        for (TcpSocket.Listener tcp : queues.value().tcp()) {
            sums.computeIfAbsent(ListenerAddress.of(tcp), _ -> new Sum())
                    .add(tcp.acceptQueue(), tcp.drops());
        }
        for (UnixSocket.Listener unix : queues.value().unix()) {
            sums.computeIfAbsent(ListenerAddress.of(unix), _ -> new Sum())
                    .add(unix.acceptQueue(), OptionalLong.empty());
        }
        long second = queues.nanos() / 1_000_000_000L;
        sums.forEach((address, sum) -> {
            var key = new ListenerKey(namespace, address);
            Memory memory = memories.get(key);
            if (memory == null && makeRoom(second)) {
                memory = new Memory();
                memories.put(key, memory);
            }
            if (memory != null) {
                memory.turnTo(second);
                memory.saw(
                        sum.depth, sum.counted ? OptionalLong.of(sum.drops) : OptionalLong.empty());
            }
        });
    }

    /** Those that are gone for longer than is shown are forgotten when room is needed. */
    private boolean makeRoom(long second) {
        if (memories.size() >= MOST_LISTENERS) {
            memories.values().removeIf(memory -> memory.second < second - Track.SECONDS);
        }
        return memories.size() < MOST_LISTENERS;
    }

    /** Takes what the last judgement was about, for the reasons of the losses. */
    synchronized void judged(List<Evidence> evidence) {
        for (Evidence one : evidence) {
            for (ListenerEvidence listener : one.listeners()) {
                var key = new ListenerKey(one.namespace().id(), listener.address());
                Memory memory = memories.get(key);
                if (memory != null) {
                    judged(memory, Losses.of(listener.drops(), one.observed()));
                }
            }
        }
    }

    /** An observation that became shorter is another one, and its sums began anew. */
    private static void judged(Memory memory, Losses now) {
        Losses before = memory.judged;
        if (now.equals(before)) {
            return; // the same judgement, handed over once more
        }
        memory.judged = now;
        if (now.over().compareTo(before.over()) > 0) {
            memory.losses.addLast(now.since(before));
        }
        while (memory.losses.size() > JUDGEMENTS) {
            memory.losses.removeFirst();
        }
    }

    /** The last seconds of a listener. */
    synchronized Track track(ListenerKey key, long second) {
        Memory memory = memories.get(key);
        if (memory == null) {
            return Track.EMPTY;
        }
        int behind = Math.clamp(second - memory.second, 0, Track.SECONDS);
        return new Track(
                moved(memory.peaks, behind), moved(memory.dropped, behind), memory.second + behind);
    }

    private static int[] moved(int[] values, int seconds) {
        int[] moved = new int[values.length];
        Arrays.fill(moved, Track.UNKNOWN);
        System.arraycopy(values, seconds, moved, 0, values.length - seconds);
        return moved;
    }

    /** What it lost in the last ten seconds or so, by reason. */
    synchronized Losses losses(ListenerKey key) {
        Memory memory = memories.get(key);
        Losses sum = Losses.NONE;
        if (memory != null) {
            for (Losses one : memory.losses) {
                sum = sum.plus(one);
            }
        }
        return sum;
    }

    /** How many listeners are remembered, for the test of the bound. */
    synchronized int size() {
        return memories.size();
    }

    static Duration ratesOver() {
        return Duration.ofSeconds(JUDGEMENTS);
    }
}
