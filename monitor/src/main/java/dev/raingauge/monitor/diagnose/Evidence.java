package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.TcpSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Everything that a rule may look at: one namespace between two moments. A rule reads nothing else.
 *
 * @param namespace which one
 * @param observed between the first and the last sample
 * @param samples how many there were; rules that compare need at least two
 * @param counters what the namespace's counters did
 * @param listeners every listener that was there at any time
 * @param unattributedOverflows growth of ListenOverflows that no listener's own drops explain
 * @param states sockets by state
 * @param sockStatBefore the first reading; empty where never read
 * @param sockStat the last reading
 * @param connections the notable ones and the ports in use
 * @param udp UDP sockets whose drops are known
 * @param datagrams UNIX datagram sockets that had something unread
 * @param around owners, settings and gaps
 */
public record Evidence(
        Namespace namespace,
        Duration observed,
        int samples,
        CounterTrack counters,
        List<ListenerEvidence> listeners,
        long unattributedOverflows,
        StateTrack states,
        Optional<SockStat> sockStatBefore,
        Optional<SockStat> sockStat,
        ConnectionsTrack connections,
        List<UdpTrack> udp,
        List<DatagramTrack> datagrams,
        Surroundings around) {
    public Evidence {
        listeners = List.copyOf(listeners);
        udp = List.copyOf(udp);
        datagrams = List.copyOf(datagrams);
    }

    /** Who holds a socket; empty where nobody visible does. */
    List<ProcessFacts> owners(long inode) {
        return inode == 0 ? List.of() : around.owners().getOrDefault(inode, List.of());
    }

    /** Whether some listener has this port: connections at it came from elsewhere. */
    boolean listensAt(int port) {
        return listeners.stream()
                .anyMatch(listener ->
                        listener.address() instanceof ListenerAddress.Inet inet
                                && inet.endpoint().port() == port);
    }

    /** Whether the other end of a connection is a listener of this namespace. */
    boolean isOurs(TcpSocket.Connection connection) {
        Endpoint there = connection.remote();
        IpAddress address = there.address().unmapped();
        boolean here =
                address.isLoopback() || address.equals(connection.local().address().unmapped());
        return listeners.stream()
                .anyMatch(listener ->
                        listener.address() instanceof ListenerAddress.Inet inet
                                && inet.endpoint().port() == there.port()
                                && (inet.endpoint().address().isAny()
                                        ? here
                                        : inet.endpoint().address().unmapped().equals(address)));
    }

    /** The listener with the most of something; empty where all have none. */
    Optional<ListenerEvidence> most(ToLongFunction<ListenerEvidence> what) {
        return listeners.stream()
                .filter(listener -> what.applyAsLong(listener) > 0)
                .max(Comparator.comparingLong(what));
    }

    /** Growth of ListenDrops that no counter of its own explains. */
    long otherDrops() {
        return Math.max(
                0,
                counters.growth("TcpExtListenDrops").orElse(0)
                        - counters.growth("TcpExtListenOverflows").orElse(0)
                        - counters.growth("TcpExtTCPReqQFullDrop").orElse(0));
    }

    /** A setting of this namespace as a number; empty where it is absent or was not read. */
    OptionalLong setting(String name) {
        return around.sysctls().number(name);
    }
}
