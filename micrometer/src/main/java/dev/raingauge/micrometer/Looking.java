package dev.raingauge.micrometer;

import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks at the listeners of this process, each depth of it as often as its cost allows: a question
 * about connections walks the table of the whole host, so that it may take a hundredth of the time
 * and no more. Belongs to the thread that opened the sockets.
 */
final class Looking {
    private static final long SECOND = 1_000_000_000L;
    private static final long WAITS_EVERY = SECOND;
    private static final long CONNECTIONS_EVERY = 10 * SECOND;
    private static final int SHARE = 100;

    private final Sockets sockets;
    private final OwnSockets own;
    private final Map<ListenerAddress, DropCount> drops = new HashMap<>();
    private Map<ListenerAddress, ListenerCounts> connections = Map.of();
    private Set<ListenerAddress> counted = Set.of();
    private long waitsDue;
    private long connectionsDue;

    Looking(Sockets sockets, OwnSockets own, long nanoTime) {
        this.sockets = sockets;
        this.own = own;
        waitsDue = nanoTime;
        connectionsDue = nanoTime;
    }

    Look look(long nanoTime) throws IOException {
        QueuePass pass = sockets.queues();
        List<OwnListener> ours = ours(pass, nanoTime);
        var addresses = new HashSet<ListenerAddress>();
        var queued = new HashSet<ListenerAddress>();
        for (OwnListener listener : ours) {
            addresses.add(listener.address());
            if (listener.depth() > 0 && !listener.address().transport().isUnix()) {
                queued.add(listener.address());
            }
        }
        Map<ListenerAddress, List<AcceptWait>> waits = Map.of();
        if (!queued.isEmpty() && nanoTime - waitsDue >= 0) {
            long begun = System.nanoTime();
            waits = sockets.waits(pass, queued);
            waitsDue = nanoTime + pause(WAITS_EVERY, begun);
        }
        if (nanoTime - connectionsDue >= 0 || !counted.containsAll(addresses)) {
            long begun = System.nanoTime();
            connections = connections(pass, addresses);
            counted = addresses;
            connectionsDue = nanoTime + pause(CONNECTIONS_EVERY, begun);
        }
        return new Look(ours, waits, connections);
    }

    private static long pause(long atLeast, long begun) {
        return Math.max(atLeast, (System.nanoTime() - begun) * SHARE);
    }

    private Map<ListenerAddress, ListenerCounts> connections(
            QueuePass pass, Set<ListenerAddress> addresses) throws IOException {
        var counts = new HashMap<ListenerAddress, ListenerCounts>();
        var inet = new HashSet<ListenerAddress>();
        var unix = new HashSet<ListenerAddress>();
        addresses.forEach(address -> (address.transport().isUnix() ? unix : inet).add(address));
        if (!inet.isEmpty()) {
            counts.putAll(sockets.censusOf(pass, inet).listeners());
        }
        if (!unix.isEmpty()) {
            Map<ListenerAddress, Long> active = sockets.unixActive(pass);
            unix.forEach(address ->
                    counts.put(
                            address,
                            new ListenerCounts(active.getOrDefault(address, 0L), 0, 0, 0)));
        }
        return counts;
    }

    private List<OwnListener> ours(QueuePass pass, long nanoTime) throws IOException {
        var inodes = new HashSet<Long>();
        pass.tcp().forEach(listener -> inodes.add(listener.identity().inode()));
        pass.unix().forEach(listener -> inodes.add(listener.identity().inode()));
        Set<Long> held = own.among(inodes, nanoTime);
        var queues = new LinkedHashMap<ListenerAddress, List<AcceptQueue>>();
        for (TcpSocket.Listener listener : pass.tcp()) {
            long inode = listener.identity().inode();
            if (held.contains(inode)) {
                ListenerAddress address = ListenerAddress.of(listener);
                queues.computeIfAbsent(address, _ -> new ArrayList<>(1))
                        .add(listener.acceptQueue());
                drops.computeIfAbsent(address, _ -> new DropCount()).add(inode, listener.drops());
            }
        }
        for (UnixSocket.Listener listener : pass.unix()) {
            if (held.contains(listener.identity().inode())) {
                queues.computeIfAbsent(ListenerAddress.of(listener), _ -> new ArrayList<>(1))
                        .add(listener.acceptQueue());
            }
        }
        drops.keySet().retainAll(queues.keySet());
        drops.values().forEach(count -> count.keepOnly(held));
        var ours = new ArrayList<OwnListener>();
        queues.forEach((address, list) -> ours.add(new OwnListener(address, list, drops(address))));
        return ours;
    }

    private OptionalLong drops(ListenerAddress address) {
        DropCount count = drops.get(address);
        return count == null ? OptionalLong.empty() : count.total();
    }
}
