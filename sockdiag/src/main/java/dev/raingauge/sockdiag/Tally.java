package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the sockets of a walk by state and by listener; a socket costs it no memory. */
final class Tally implements TcpVisitor {
    private static final TcpState[] STATES = TcpState.values();

    private final ListenerIndex index;
    private final long[] states = new long[STATES.length];
    private final long[] active;
    private final long[] waiting;
    private final long[] closeWait;
    private final long[] gaveUp;
    private final long[] halfOpen;
    private long sockets;
    private long finWait2Remains;
    private long unreadBytes;
    private long unacknowledgedBytes;

    Tally(ListenerIndex index) {
        this.index = index;
        int rows = index.rows().size();
        active = new long[rows];
        waiting = new long[rows];
        closeWait = new long[rows];
        gaveUp = new long[rows];
        halfOpen = new long[rows];
    }

    @Override
    public void visit(TcpRecord socket) {
        TcpState state = socket.state();
        sockets++;
        states[state.code()]++;
        unreadBytes += socket.unreadBytes();
        unacknowledgedBytes += socket.unacknowledgedBytes();
        if (state == TcpState.FIN_WAIT2 && socket.isTimeWaitRemains()) {
            finWait2Remains++;
        }
        if (state == TcpState.ESTABLISHED
                || state == TcpState.CLOSE_WAIT
                || state == TcpState.SYN_RECV) {
            int row = index.rowOf(socket);
            if (row != ListenerIndex.NONE) {
                attribute(state, row, socket);
            }
        }
    }

    private void attribute(TcpState state, int row, TcpRecord socket) {
        if (state == TcpState.SYN_RECV) {
            halfOpen[row]++;
        } else if (socket.inode() == 0) {
            waiting[row]++;
            gaveUp[row] += state == TcpState.CLOSE_WAIT ? 1 : 0;
        } else if (state == TcpState.ESTABLISHED) {
            active[row]++;
        } else {
            closeWait[row]++;
        }
    }

    List<ListenerAddress> rows() {
        return index.rows();
    }

    /** Another one of the same listeners, for another thread. */
    Tally empty() {
        return new Tally(index);
    }

    /** Takes in what another tally of the same index has counted of other sockets. */
    void add(Tally other) {
        sockets += other.sockets;
        finWait2Remains += other.finWait2Remains;
        unreadBytes += other.unreadBytes;
        unacknowledgedBytes += other.unacknowledgedBytes;
        add(states, other.states);
        add(active, other.active);
        add(waiting, other.waiting);
        add(closeWait, other.closeWait);
        add(gaveUp, other.gaveUp);
        add(halfOpen, other.halfOpen);
    }

    private static void add(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    /**
     * @param wanted the rows that the result has
     */
    CensusPass census(Collection<ListenerAddress> wanted, boolean consistent) {
        Set<ListenerAddress> asked = new HashSet<>(wanted);
        Map<ListenerAddress, ListenerCounts> listeners = new HashMap<>();
        List<ListenerAddress> rows = index.rows();
        for (int row = 0; row < rows.size(); row++) {
            if (asked.remove(rows.get(row))) {
                listeners.put(
                        rows.get(row),
                        new ListenerCounts(
                                active[row], waiting[row], closeWait[row], halfOpen[row]));
            }
        }
        asked.forEach(unknown -> listeners.put(unknown, ListenerCounts.NONE));
        return new CensusPass(
                states(),
                listeners,
                sockets,
                Optional.of(new ByteQueues(unreadBytes, unacknowledgedBytes)),
                consistent);
    }

    /**
     * @param listening how many sockets listen: the walk was not asked for them
     */
    StatePass statePass(long listening, boolean consistent) {
        Map<TcpState, Long> all = states();
        all.remove(TcpState.ESTABLISHED);
        all.remove(TcpState.TIME_WAIT);
        all.put(TcpState.LISTEN, listening);
        return new StatePass(
                all,
                finWait2Remains,
                byListener(halfOpen),
                byListener(closeWait),
                byListener(gaveUp),
                consistent);
    }

    private Map<TcpState, Long> states() {
        var all = new EnumMap<TcpState, Long>(TcpState.class);
        for (TcpState state : STATES) {
            if (state != TcpState.UNKNOWN || states[state.code()] > 0) {
                all.put(state, states[state.code()]);
            }
        }
        return all;
    }

    private Map<ListenerAddress, Long> byListener(long[] counts) {
        Map<ListenerAddress, Long> some = new HashMap<>();
        for (int row = 0; row < counts.length; row++) {
            if (counts[row] > 0) {
                some.put(index.rows().get(row), counts[row]);
            }
        }
        return some;
    }
}
