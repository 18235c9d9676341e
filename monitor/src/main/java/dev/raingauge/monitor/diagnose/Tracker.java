package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
    private final DropLedger ledger = new DropLedger();
    private final StateTracker states = new StateTracker();
    private final DeepTracker deep = new DeepTracker();
    private @Nullable Duration firstAt;
    private Duration lastAt = Duration.ZERO;
    private int samples;
    private boolean sawAll;
    private @Nullable CounterTrack counters;
    private @Nullable SockStat firstSockStat;
    private @Nullable SockStat lastSockStat;

    public Tracker(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Takes the next sample; one whose time is not after the last one's is left out. */
    public void add(Sample sample) {
        if (firstAt == null) {
            firstAt = sample.at();
        } else if (sample.at().compareTo(lastAt) <= 0) {
            return;
        }
        samples++;
        lastAt = sample.at();
        queues(sample.queues());
        sample.states().ifPresent(this::states);
        sample.counters().ifPresent(this::count);
        sample.waits().ifPresent(this::waits);
        sample.census().ifPresent(this::census);
        sample.deep().ifPresent(look -> deep.add(lastAt, look));
        sample.sockStat().ifPresent(this::sockStat);
    }

    private void queues(QueuePass pass) {
        for (TcpSocket.Listener listener : pass.tcp()) {
            see(
                    ListenerAddress.of(listener),
                    listener.acceptQueue(),
                    listener.drops(),
                    listener.identity());
        }
        for (UnixSocket.Listener listener : pass.unix()) {
            see(
                    ListenerAddress.of(listener),
                    listener.acceptQueue(),
                    OptionalLong.empty(),
                    listener.identity());
        }
        rows.values().forEach(row -> row.sampled(lastAt));
        sawAll = pass.consistent();
    }

    private void see(
            ListenerAddress address,
            AcceptQueue queue,
            OptionalLong drops,
            SocketIdentity identity) {
        RowTracker row = rows.get(address);
        if (row == null) {
            if (rows.size() >= MOST_ROWS) {
                return;
            }
            row = new RowTracker();
            rows.put(address, row);
        }
        // Only a complete look proves that what is new now was not there before.
        row.add(lastAt, identity, queue, drops, sawAll);
    }

    private void count(Counters read) {
        CounterTrack before = counters;
        if (before == null) {
            counters = new CounterTrack(read, read, false);
            ledger.reset(accounts());
            return;
        }
        counters = before.then(read);
        if (before.isBroken(read)) {
            ledger.reset(accounts());
            return;
        }
        ledger.interval(Growth.between(before.last(), read), seconds(), accounts());
    }

    private List<DropAccount> accounts() {
        List<DropAccount> all = new ArrayList<>();
        rows.values().forEach(row -> row.forEachAccount(all::add));
        return all;
    }

    private int seconds() {
        return (int) observed().toSeconds();
    }

    private Duration observed() {
        return firstAt == null ? Duration.ZERO : lastAt.minus(firstAt);
    }

    private void waits(Map<ListenerAddress, List<AcceptWait>> seen) {
        rows.forEach((address, row) -> row.waits(lastAt, seen.get(address)));
    }

    private void states(StatePass pass) {
        states.add(pass);
        rows.forEach((address, row) -> row.states(address, pass));
    }

    private void census(CensusPass pass) {
        rows.forEach((address, row) -> {
            ListenerCounts counts = pass.listeners().get(address);
            if (counts != null) {
                row.census(counts);
            }
        });
    }

    private void sockStat(SockStat read) {
        firstSockStat = firstSockStat == null ? read : firstSockStat;
        lastSockStat = read;
    }

    /** Inodes of the listening sockets that a finding may be about: find out whose they are. */
    public Set<Long> interestingListeners() {
        Set<Long> inodes = new LinkedHashSet<>();
        rows.values().forEach(row -> row.addInteresting(inodes));
        inodes.remove(0L);
        return inodes;
    }

    /** The same of other sockets; some of them may have been closed since. */
    public Set<Long> interestingConnections() {
        Set<Long> inodes = new LinkedHashSet<>();
        deep.addInteresting(inodes);
        inodes.remove(0L);
        return inodes;
    }

    /** What the samples so far prove. */
    public Evidence evidence(Surroundings around) {
        int now = seconds();
        return new Evidence(
                namespace,
                observed(),
                samples,
                counters == null ? CounterTrack.NONE : counters,
                rows.entrySet().stream()
                        .map(row -> row.getValue().evidence(row.getKey(), lastAt, now, around))
                        .toList(),
                ledger.unattributedOverflows(),
                states.track(),
                Optional.ofNullable(firstSockStat),
                Optional.ofNullable(lastSockStat),
                deep.connections(),
                deep.udp(),
                deep.datagrams(),
                around);
    }
}
