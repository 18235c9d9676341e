package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.TcpSocket;
import java.util.List;
import java.util.Map;

/**
 * One walk over the connections of a namespace.
 *
 * @param notable connections that are in CLOSE_WAIT or SYN_SENT, or have unread or unacknowledged
 *     bytes, and belong to a process
 * @param portsInUse sockets of any state, by where they lead; those at a port that somebody listens
 *     on are the other side's
 * @param complete whether all of them fit; if not, some are missing
 */
public record ConnectionLook(
        List<TcpSocket.Connection> notable, Map<Route, Long> portsInUse, boolean complete) {
    public ConnectionLook {
        notable = List.copyOf(notable);
        portsInUse = Map.copyOf(portsInUse);
    }
}
