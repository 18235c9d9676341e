package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says to which listener a connection belongs, without allocating: a record carries no pointer to
 * its listener, so the kernel's own choice is made again.
 *
 * <p>The rules are those of {@code __inet_lookup_listener} and {@code compute_score} in {@code
 * net/ipv4/inet_hashtables.c} and their IPv6 twins: a listener bound to the connection's own
 * address goes before one bound to every address, whatever else is said of them; among those, one
 * that is bound to the connection's interface goes before one that is bound to none. The family
 * tells the rest: the child of an IPv6 listener is an IPv6 socket, for an IPv4 client with mapped
 * addresses, and so is its half-open request; the child of an IPv4 listener is an IPv4 socket.
 *
 * <p>A child is bound to the interface of its listener. One of an unbound listener may be bound all
 * the same: to the link of a link-local client ({@code tcp_v6_init_req}), or to a VRF ({@code
 * inet_request_bound_dev_if}). So a bound record also looks for unbound listeners; an unbound
 * record never belongs to a bound listener.
 *
 * <p>Connections that a program steers elsewhere keep the client's address and cannot be
 * attributed: TPROXY and BPF {@code sk_lookup}.
 */
final class ListenerIndex {
    /** No listener has this connection. */
    static final int NONE = -1;

    private static final int PORTS = 65_536;

    private final List<ListenerAddress> rows = new ArrayList<>();
    private final long[] ports = new long[PORTS / Long.SIZE];

    // One entry a slot, found by open addressing; a slot is free where its row is NONE.
    private final int mask;
    private final long[] highs;
    private final long[] lows;
    private final int[] families;
    private final int[] localPorts;
    private final int[] interfaces;
    private final int[] slots;
    private final boolean[] v6Only;

    /**
     * @param listeners every TCP and MPTCP listener of the namespace; those with the same address
     *     (SO_REUSEPORT) share a row, and where a TCP and an MPTCP listener share an address, their
     *     connections cannot be told apart and go to the one that comes first
     */
    ListenerIndex(List<TcpSocket.Listener> listeners) {
        int capacity =
                Integer.highestOneBit(Math.max(listeners.size(), 4)) * 4; // at most half full
        mask = capacity - 1;
        highs = new long[capacity];
        lows = new long[capacity];
        families = new int[capacity];
        localPorts = new int[capacity];
        interfaces = new int[capacity];
        slots = new int[capacity];
        v6Only = new boolean[capacity];
        Arrays.fill(slots, NONE);
        Map<ListenerAddress, Integer> known = new HashMap<>();
        for (TcpSocket.Listener listener : listeners) {
            Integer row = known.putIfAbsent(ListenerAddress.of(listener), rows.size());
            if (row == null) {
                rows.add(ListenerAddress.of(listener));
                insert(listener, rows.size() - 1);
            }
        }
    }

    /** The rows, each address once, in the order of the listeners. */
    List<ListenerAddress> rows() {
        return rows;
    }

    /** The row of the listener that this record came to, or {@link #NONE}. */
    int rowOf(TcpRecord socket) {
        int port = socket.localPort();
        if ((ports[port >>> 6] & 1L << port) == 0) {
            return NONE;
        }
        return rowOf(
                socket.isV6(),
                socket.localHigh(),
                socket.localLow(),
                port,
                socket.interfaceIndex());
    }

    private int rowOf(boolean isV6, long high, long low, int port, int interfaceIndex) {
        int family = isV6 ? 6 : 4;
        int slot = find(family, high, low, port, interfaceIndex);
        if (slot < 0 && interfaceIndex != 0) {
            slot = find(family, high, low, port, 0);
        }
        if (slot < 0) {
            slot = takers(find(family, 0, 0, port, interfaceIndex), high, low);
        }
        if (slot < 0 && interfaceIndex != 0) {
            slot = takers(find(family, 0, 0, port, 0), high, low);
        }
        return slot < 0 ? NONE : slots[slot];
    }

    /** A wildcard listener for IPv6 only has no connection with a mapped address. */
    private int takers(int slot, long high, long low) {
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        return slot >= 0 && v6Only[slot] && mapped ? NONE : slot;
    }

    private int find(int family, long high, long low, int port, int interfaceIndex) {
        for (int slot = slotOf(family, high, low, port, interfaceIndex);
                slots[slot] != NONE;
                slot = slot + 1 & mask) {
            if (localPorts[slot] == port
                    && lows[slot] == low
                    && highs[slot] == high
                    && families[slot] == family
                    && interfaces[slot] == interfaceIndex) {
                return slot;
            }
        }
        return NONE;
    }

    private void insert(TcpSocket.Listener listener, int row) {
        IpAddress address = listener.local().address();
        int family = address.version() == IpAddress.Version.V6 ? 6 : 4;
        int port = listener.local().port();
        int interfaceIndex = listener.interfaceIndex();
        ports[port >>> 6] |= 1L << port;
        if (find(family, address.high(), address.low(), port, interfaceIndex) != NONE) {
            return; // the same address by the other transport
        }
        int slot = slotOf(family, address.high(), address.low(), port, interfaceIndex);
        while (slots[slot] != NONE) {
            slot = slot + 1 & mask;
        }
        families[slot] = family;
        highs[slot] = address.high();
        lows[slot] = address.low();
        localPorts[slot] = port;
        interfaces[slot] = interfaceIndex;
        v6Only[slot] = listener.v6Only().orElse(false);
        slots[slot] = row;
    }

    private int slotOf(int family, long high, long low, int port, int interfaceIndex) {
        long hash = high * 31 + low;
        hash = hash * 31 + port;
        hash = hash * 31 + interfaceIndex;
        hash = (hash * 31 + family) * 0x9e37_79b9_7f4a_7c15L;
        return (int) (hash >>> 32) & mask;
    }
}
