package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns the samples of one namespace into evidence, in memory that grows with its listeners and not
 * with the number of samples. Not for two threads at once.
 */
public final class Tracker {
    /**
     * A bound on rows, for hosts where listeners come and go all the time; later ones are not
     * tracked.
     */
    private static final int MOST_ROWS = 50_000;

    private final Namespace namespace;
    private final Map<ListenerAddress, RowTracker> rows = new LinkedHashMap<>();
    private final Map<Long, MemberTracker> members = new HashMap<>();
    private final DropLedger ledger = new DropLedger();
    private final StateTracker states = new StateTracker();
    private @Nullable Duration firstAt;
    private Duration lastAt = Duration.ZERO;
    private int samples;
    private @Nullable CounterTrack counters;
    private @Nullable SockStat firstSockStat;
    private @Nullable SockStat lastSockStat;

    public Tracker(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Takes the next sample; samples come in the order of their time. */
    public void add(Sample sample) {
        boolean first = samples == 0;
        samples++;
        if (firstAt == null) {
            firstAt = sample.at();
        }
        lastAt = sample.at();
        for (TcpSocket.Listener listener : sample.queues().tcp()) {
            see(
                    ListenerAddress.of(listener),
                    listener.acceptQueue(),
                    listener.drops(),
                    listener.identity(),
                    first);
        }
        for (UnixSocket.Listener listener : sample.queues().unix()) {
            see(
                    ListenerAddress.of(listener),
                    listener.acceptQueue(),
                    OptionalLong.empty(),
                    listener.identity(),
                    first);
        }
        rows.values().forEach(row -> row.sampled(lastAt));
        sample.counters().ifPresent(this::count);
        sample.waits().ifPresent(this::waits);
        sample.states()
                .ifPresent(pass -> {
                    states.add(pass);
                    rows.forEach((address, row) -> row.states(address, pass));
                });
        sample.census()
                .ifPresent(pass ->
                        rows.forEach((address, row) -> {
                            ListenerCounts counts = pass.listeners().get(address);
                            if (counts != null) {
                                row.active(counts.active());
                            }
                        }));
        sample.sockStat()
                .ifPresent(read -> {
                    firstSockStat = firstSockStat == null ? read : firstSockStat;
                    lastSockStat = read;
                });
    }

    private void see(
            ListenerAddress address,
            AcceptQueue queue,
            OptionalLong drops,
            SocketIdentity identity,
            boolean first) {
        RowTracker row = rows.get(address);
        if (row == null) {
            if (rows.size() >= MOST_ROWS) {
                return;
            }
            row = new RowTracker();
            rows.put(address, row);
        }
        long id = identity.cookie().orElse(identity.inode());
        MemberTracker member = members.get(id);
        if (member == null) {
            member = new MemberTracker(identity, first);
            members.put(id, member);
            row.join(member);
        }
        member.see(lastAt, queue, drops);
        row.add(queue);
    }

    private void count(Counters read) {
        CounterTrack before = counters;
        counters = before == null ? new CounterTrack(read, read, false) : before.then(read);
        if (before == null || (counters.wentBack() && counters.first().equals(read))) {
            members.values().forEach(member -> member.account().close());
            return;
        }
        ledger.interval(
                grown(before.last(), read, "TcpExtListenOverflows"),
                grown(before.last(), read, "TcpExtTCPReqQFullDrop"),
                grown(before.last(), read, "TcpExtListenDrops"),
                seconds(),
                members.values().stream().map(MemberTracker::account).toList());
    }

    private static long grown(Counters before, Counters after, String name) {
        return Math.max(0, after.get(name).orElse(0) - before.get(name).orElse(0));
    }

    private int seconds() {
        return (int) (firstAt == null ? 0 : lastAt.minus(firstAt).toSeconds());
    }

    private void waits(Map<ListenerAddress, List<AcceptWait>> seen) {
        rows.forEach((address, row) -> row.waits(lastAt, seen.get(address)));
    }

    /** What the samples so far prove. */
    public Evidence evidence(Surroundings around) {
        int now = seconds();
        return new Evidence(
                namespace,
                firstAt == null ? Duration.ZERO : lastAt.minus(firstAt),
                samples,
                counters == null ? CounterTrack.NONE : counters,
                rows.entrySet().stream()
                        .map(row -> row.getValue().evidence(row.getKey(), lastAt, now, around))
                        .toList(),
                ledger.unattributedOverflows(),
                states.track(),
                Optional.ofNullable(firstSockStat),
                Optional.ofNullable(lastSockStat),
                around);
    }
}
