package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a {@link ConnectionLook} from a walk over every socket, in bounded memory. */
public final class ConnectionCollector implements TcpVisitor {
    private static final int MOST_NOTABLE = 20_000;
    private static final int MOST_ROUTES = 100_000;

    private final BitSet listened = new BitSet(65_536);
    private final List<TcpSocket.Connection> notable = new ArrayList<>();
    private final Map<Route, long[]> routes = new HashMap<>();
    private boolean complete = true;

    /**
     * @param listeners of the same namespace: what arrives at their ports came from elsewhere
     */
    public ConnectionCollector(QueuePass listeners) {
        listeners.tcp().forEach(listener -> listened.set(listener.local().port()));
    }

    @Override
    public void visit(TcpRecord socket) {
        TcpState state = socket.state();
        if (state == TcpState.LISTEN || state == TcpState.SYN_RECV) {
            return;
        }
        if (!listened.get(socket.localPort())) {
            count(socket);
        }
        if (isNotable(socket, state)) {
            keep(socket);
        }
    }

    private static boolean isNotable(TcpRecord socket, TcpState state) {
        if (socket.inode() == 0) {
            return false; // in an accept queue, or left behind: no process could do anything
        }
        return switch (state) {
            case CLOSE_WAIT, SYN_SENT -> true;
            case ESTABLISHED -> socket.unreadBytes() > 0 || socket.unacknowledgedBytes() > 0;
            default -> false;
        };
    }

    private void keep(TcpRecord socket) {
        if (notable.size() >= MOST_NOTABLE) {
            complete = false;
        } else if (socket.toSocket() instanceof TcpSocket.Connection connection) {
            notable.add(connection);
        }
    }

    private void count(TcpRecord socket) {
        Route route =
                new Route(
                        address(socket, socket.localHigh(), socket.localLow()),
                        new Endpoint(
                                address(socket, socket.remoteHigh(), socket.remoteLow()),
                                socket.remotePort()));
        long[] known = routes.get(route);
        if (known != null) {
            known[0]++;
        } else if (routes.size() < MOST_ROUTES) {
            routes.put(route, new long[] {1});
        } else {
            complete = false;
        }
    }

    private static IpAddress address(TcpRecord socket, long high, long low) {
        return (socket.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low)).unmapped();
    }

    public ConnectionLook look() {
        Map<Route, Long> counts = new HashMap<>();
        routes.forEach((route, count) -> counts.put(route, count[0]));
        return new ConnectionLook(notable, counts, complete);
    }
}
