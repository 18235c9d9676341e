package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.procfs.NetUnix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Joins the lines of net/unix: a connection that waits, or that was accepted, bears its listener's
 * name, and that is all there is to attribute it by. Clients that connect from another network
 * namespace (through a path that both see) are in that one's file until they are accepted, so they
 * are missing from the depth.
 */
final class ProcUnix implements Consumer<NetUnix> {
    /** A name and a type: what a listener shares with its connections. */
    private record Name(UnixName name, int type) {}

    private final List<NetUnix> sockets = new ArrayList<>();
    private final Map<Name, Long> waiting = new HashMap<>();
    private final Map<Name, NetUnix> newest = new HashMap<>();

    @Override
    public void accept(NetUnix socket) {
        var name = new Name(socket.name(), socket.type());
        if (socket.state() == NetUnix.CONNECTING) {
            waiting.merge(name, 1L, Long::sum);
        }
        if (socket.listening()) {
            newest.merge(name, socket, ProcUnix::newer);
        }
        if (socket.inode() != 0) { // as with netlink: what waits is told by its listener's depth
            sockets.add(socket);
        }
    }

    /**
     * Two sockets may be bound to one path, one after the other: only the newer one can be
     * connected to. Inodes mostly grow.
     */
    private static NetUnix newer(NetUnix a, NetUnix b) {
        return a.inode() >= b.inode() ? a : b;
    }

    List<UnixSocket.Listener> listeners() {
        var listeners = new ArrayList<UnixSocket.Listener>();
        for (NetUnix socket : sockets) {
            if (socket.listening()) {
                listeners.add(listener(socket));
            }
        }
        listeners.sort(Comparator.comparing(UnixSocket.Listener::name));
        return listeners;
    }

    /** Every socket that a process has, listeners included. */
    List<UnixSocket> all() {
        var all = new ArrayList<UnixSocket>(sockets.size());
        for (NetUnix socket : sockets) {
            all.add(
                    socket.listening()
                            ? listener(socket)
                            : new UnixSocket.Plain(
                                    socket.name(),
                                    UnixSocket.Kind.ofCode(socket.type()),
                                    Optional.empty(),
                                    socket.state() == NetUnix.CONNECTED,
                                    OptionalLong.empty(),
                                    Optional.empty(),
                                    identity(socket)));
        }
        return all;
    }

    /** /proc tells of a socket's state no more than the socket itself says. */
    static UnixDetails details(UnixSocket socket) {
        TcpState state =
                switch (socket) {
                    case UnixSocket.Listener _ -> TcpState.LISTEN;
                    case UnixSocket.Plain plain ->
                            plain.connected() ? TcpState.ESTABLISHED : TcpState.CLOSE;
                };
        return new UnixDetails() {
            @Override
            public TcpState state() {
                return state;
            }

            @Override
            public OptionalInt shutdown() {
                return OptionalInt.empty();
            }

            @Override
            public OptionalLong memory(MemoryFigure figure) {
                return OptionalLong.empty();
            }
        };
    }

    /** Accepted connections by listener. */
    Map<ListenerAddress, Long> active(List<UnixSocket.Listener> listeners) {
        Map<Name, Long> accepted = new HashMap<>();
        for (NetUnix socket : sockets) {
            if (socket.state() == NetUnix.CONNECTED && !socket.name().isUnnamed()) {
                accepted.merge(new Name(socket.name(), socket.type()), 1L, Long::sum);
            }
        }
        Map<ListenerAddress, Long> active = new HashMap<>();
        for (UnixSocket.Listener listener : listeners) {
            int type = listener.kind() == UnixSocket.Kind.SEQPACKET ? 5 : 1;
            Long count = accepted.get(new Name(listener.name(), type));
            if (count != null) {
                active.put(ListenerAddress.of(listener), count);
            }
        }
        return active;
    }

    private UnixSocket.Listener listener(NetUnix socket) {
        var name = new Name(socket.name(), socket.type());
        long depth = socket.equals(newest.get(name)) ? waiting.getOrDefault(name, 0L) : 0;
        return new UnixSocket.Listener(
                socket.name(),
                UnixSocket.Kind.ofCode(socket.type()),
                AcceptQueue.ofUnknownLimit(depth),
                Optional.empty(),
                List.of(),
                identity(socket));
    }

    private static SocketIdentity identity(NetUnix socket) {
        return new SocketIdentity(
                OptionalLong.empty(), socket.inode(), OptionalLong.empty(), OptionalLong.empty());
    }
}
