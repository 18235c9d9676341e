package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up the looks at the notable connections of one namespace. */
final class ConnectionTracker {
    private static final int MOST = 60_000;

    private final Map<Key, Seen> seen = new LinkedHashMap<>();
    private int looks;
    private @Nullable Duration firstAt;
    private Duration lastAt = Duration.ZERO;
    private Map<Route, Long> portsInUse = Map.of();
    private boolean complete = true;

    private record Key(Endpoint local, Endpoint remote, long inode, TcpState state) {}

    private static final class Seen {
        private TcpSocket.Connection last;
        private final int firstLook;
        private int lastLook;
        private int looks;
        private boolean shrank;
        private int persist;
        private int retransmit;

        Seen(TcpSocket.Connection first, int look) {
            this.last = first;
            this.firstLook = look;
        }

        void see(TcpSocket.Connection now, int look) {
            shrank |= now.queues().unreadBytes() < last.queues().unreadBytes();
            last = now;
            lastLook = look;
            looks++;
            boolean pending = now.queues().unacknowledgedBytes() > 0;
            SocketTimer timer = now.timer();
            if (pending && timer.kind() == SocketTimer.Kind.PERSIST) {
                persist++;
            }
            if (pending && timer.kind() == SocketTimer.Kind.RETRANSMIT && timer.retransmits() > 0) {
                retransmit++;
            }
        }
    }

    void add(Duration at, ConnectionLook look) {
        looks++;
        firstAt = firstAt == null ? at : firstAt;
        lastAt = at;
        portsInUse = look.portsInUse();
        complete &= look.complete();
        for (TcpSocket.Connection one : look.notable()) {
            Key key = new Key(one.local(), one.remote(), one.identity().inode(), one.state());
            Seen known = seen.get(key);
            if (known == null && seen.size() < MOST) {
                known = new Seen(one, looks);
                seen.put(key, known);
            }
            if (known != null) {
                known.see(one, looks);
            } else {
                complete = false;
            }
        }
    }

    /** Those that are still there: notable for more than one look, or trying to connect. */
    void addInteresting(Set<Long> inodes) {
        for (Seen one : seen.values()) {
            boolean connecting = one.last.state() == TcpState.SYN_SENT;
            boolean there = one.lastLook == looks;
            if (there && (one.looks > 1 || connecting) && inodes.size() < MOST) {
                inodes.add(one.last.identity().inode());
            }
        }
    }

    ConnectionsTrack track() {
        List<ConnectionTrack> tracks =
                seen.values().stream()
                        .map(one ->
                                new ConnectionTrack(
                                        one.last,
                                        one.looks,
                                        one.firstLook == 1,
                                        one.lastLook == looks,
                                        !one.shrank,
                                        one.persist,
                                        one.retransmit))
                        .toList();
        Duration span = firstAt == null ? Duration.ZERO : lastAt.minus(firstAt);
        return new ConnectionsTrack(looks, span, tracks, portsInUse, complete);
    }
}
