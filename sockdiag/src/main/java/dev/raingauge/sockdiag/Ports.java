package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.TcpSocket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Filters over ports, for the kernel to judge before it copies a socket out. */
final class Ports {
    static final int HIGHEST = 65_535;

    /**
     * Every socket of the host is compared with every range, so many of them cost more than gain.
     */
    private static final int MOST_RANGES = 64;

    /** The kernel's default {@code ip_local_port_range}, from which clients take their ports. */
    private static final int EPHEMERAL_LOW = 32_768;

    private static final int EPHEMERAL_HIGH = 60_999;

    private Ports() {}

    /** The local ports of these listeners; UNIX listeners have none. */
    static BitSet of(Collection<ListenerAddress> listeners) {
        var ports = new BitSet(HIGHEST + 1);
        for (ListenerAddress listener : listeners) {
            if (listener instanceof ListenerAddress.Inet inet) {
                ports.set(inet.endpoint().port());
            }
        }
        return ports;
    }

    /** Sockets at these local ports, neighbours as one range; empty where that is no filter. */
    static Optional<Filter> local(BitSet ports) {
        List<Filter> ranges = new ArrayList<>();
        for (int low = ports.nextSetBit(0); low >= 0; ) {
            int high = ports.nextClearBit(low) - 1;
            ranges.add(new Filter.Port(Filter.End.LOCAL, low, high));
            low = ports.nextSetBit(high + 1);
        }
        if (ranges.isEmpty() || ranges.size() > MOST_RANGES) {
            return Optional.empty();
        }
        return Optional.of(ranges.size() == 1 ? ranges.getFirst() : new Filter.Or(ranges));
    }

    /**
     * Parts all sockets into slices of about the same size, so that several threads can ask for one
     * each. Of the two ports of a connection one is usually a server's, the same for very many
     * connections, and the other one was taken from the ephemeral range: that one decides.
     */
    static List<Filter> slices(int count, List<TcpSocket.Listener> listeners) {
        var servers = new BitSet(HIGHEST + 1);
        servers.set(0, EPHEMERAL_LOW);
        for (TcpSocket.Listener listener : listeners) {
            servers.set(listener.local().port());
        }
        Filter atServer =
                local(servers).orElse(new Filter.Port(Filter.End.LOCAL, 0, EPHEMERAL_LOW - 1));
        List<Filter> slices = new ArrayList<>();
        int width = EPHEMERAL_HIGH + 1 - EPHEMERAL_LOW;
        for (int i = 0; i < count; i++) {
            int low = i == 0 ? 0 : EPHEMERAL_LOW + width * i / count;
            int high = i == count - 1 ? HIGHEST : EPHEMERAL_LOW + width * (i + 1) / count - 1;
            slices.add(
                    new Filter.Or(
                            List.of(
                                    new Filter.And(
                                            List.of(
                                                    atServer,
                                                    new Filter.Port(Filter.End.REMOTE, low, high))),
                                    new Filter.And(
                                            List.of(
                                                    new Filter.Not(atServer),
                                                    new Filter.Port(
                                                            Filter.End.LOCAL, low, high))))));
        }
        return slices;
    }
}
