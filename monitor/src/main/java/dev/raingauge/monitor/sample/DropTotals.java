package dev.raingauge.monitor.sample;

import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.TcpSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The drops of the listeners of one namespace, accumulated. The kernel's own counter starts at 0
 * with each socket and has 32 bits; a total goes on over restarts of the listener and over the
 * wrap, and never goes down while the program runs.
 *
 * <p>Bounded: the addresses that were not seen for the longest time are forgotten first.
 */
final class DropTotals {
    static final int MOST_ADDRESSES = 10_000;

    /** A socket that was missed in this many passes is gone; its cookie never comes back. */
    private static final long GONE_AFTER_PASSES = 100;

    private static final long U32 = 0xffff_ffffL;

    /** What was last seen of a socket. Mutable: one per listener, ten times a second. */
    private static final class Seen {
        long drops;
        long pass;
    }

    private final Map<Long, Seen> byCookie = new HashMap<>();
    private final Map<SeriesKey, Long> totals =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SeriesKey, Long> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };
    private Map<SeriesKey, Long> published = Map.of();
    private long pass;

    /**
     * Takes in what a pass saw.
     *
     * @return the totals of the listeners in it; a listener whose drops the kernel does not report
     *     is not in it
     */
    Map<SeriesKey, Long> add(QueuePass queues, EphemeralPorts ephemeral) {
        pass++;
        Map<SeriesKey, Long> present = new HashMap<>();
        for (TcpSocket.Listener listener : queues.tcp()) {
            if (listener.drops().isEmpty() || listener.identity().cookie().isEmpty()) {
                continue;
            }
            long growth =
                    growth(listener.identity().cookie().getAsLong(), listener.drops().getAsLong());
            SeriesKey key = ephemeral.series(ListenerAddress.of(listener));
            present.put(key, totals.merge(key, growth, Long::sum));
        }
        if (pass % GONE_AFTER_PASSES == 0) {
            byCookie.values().removeIf(seen -> seen.pass <= pass - GONE_AFTER_PASSES);
        }
        if (!present.equals(published)) {
            published = Map.copyOf(present);
        }
        return published;
    }

    /** How much is kept, for the test of the bound. */
    int remembered() {
        return totals.size() + byCookie.size();
    }

    private long growth(long cookie, long drops) {
        Seen seen = byCookie.computeIfAbsent(cookie, _ -> new Seen());
        // A new socket began at 0. An old one cannot go back, so a smaller number has wrapped.
        long growth = (drops - seen.drops) & U32;
        seen.drops = drops;
        seen.pass = pass;
        return growth;
    }
}
