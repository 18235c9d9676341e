package dev.raingauge.monitor.top;

import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.sockdiag.model.ListenerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One listener on the board.
 *
 * @param row what is there now
 * @param track its last two minutes
 * @param losses what it lost in the last seconds, by reason; empty where that cannot be told: UNIX,
 *     or not judged yet
 * @param troubles what was found about it and lasts, the worst first
 * @param waits of those in its queue; empty where nobody waits or nobody looked
 * @param somaxconn the setting of its namespace
 * @param halfOpenAge how old the figure of its SYN queue is
 * @param activeAge how old the figure of its accepted connections is
 */
record Entry(
        Row row,
        Track track,
        Optional<Losses> losses,
        List<Trouble> troubles,
        Optional<Waits> waits,
        OptionalLong somaxconn,
        Optional<Duration> halfOpenAge,
        Optional<Duration> activeAge) {
    /** Rates are of so many seconds. */
    static final int RATE_SECONDS = 10;

    /** What happened within so many seconds makes a row urgent. */
    static final int URGENT_SECONDS = 60;

    /**
     * Those who wait.
     *
     * @param clientsGone how many of them have closed already
     */
    record Waits(Duration longest, Duration median, long clientsGone) {}

    Entry {
        troubles = List.copyOf(troubles);
    }

    ListenerKey key() {
        return new ListenerKey(row.namespace().id(), row.address());
    }

    boolean isUnix() {
        return row.address().transport().isUnix();
    }

    boolean isFull() {
        return row.acceptQueue().full().orElse(false);
    }

    Optional<Severity> worst() {
        return troubles.stream().map(Trouble::severity).max(Severity::compareTo);
    }

    /** Packets a second that this listener itself dropped; empty where the kernel does not tell. */
    OptionalDouble dropRate() {
        return row.drops().isPresent()
                ? OptionalDouble.of(track.dropRate(RATE_SECONDS))
                : OptionalDouble.empty();
    }

    /** Packets a second that connections were lost with. */
    double lossRate() {
        return losses.map(known -> known.rate(known.lost())).orElse(0.0);
    }

    /** The most of its limit that was used in the last minute, 1 is full; 0 if not known. */
    double recentUtilization() {
        OptionalLong limit = row.acceptQueue().limit();
        int peak = track.peakWithin(URGENT_SECONDS);
        double past = limit.isPresent() && peak > 0 ? peak / (limit.getAsLong() + 1.0) : 0;
        return Math.max(past, row.acceptQueue().utilization().orElse(0));
    }

    /** The address as people type it; may hold anything, as UNIX names do. */
    String name() {
        ListenerAddress address = row.address();
        return address.toString().isEmpty() ? "(no name)" : address.toString();
    }

    /** The first of its processes and how many more; may hold anything. */
    String owner() {
        var owners = row.owners();
        if (owners.isEmpty()) {
            OptionalLong uid =
                    row.sockets().isEmpty() ? OptionalLong.empty() : row.sockets().getFirst().uid();
            return uid.isPresent() ? "uid " + uid.getAsLong() : "?";
        }
        var first = owners.getFirst();
        String more = owners.size() > 1 ? " +" + (owners.size() - 1) : "";
        return first.name() + "[" + first.pid() + "]" + more;
    }
}
