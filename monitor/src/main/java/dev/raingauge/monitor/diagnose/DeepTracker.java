package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.UdpSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the deep looks at one namespace. */
final class DeepTracker {
    private static final int MOST = 20_000;

    private final ConnectionTracker connections = new ConnectionTracker();
    private final Map<Long, UdpTrack> udp = new LinkedHashMap<>();
    private final Map<Long, DatagramTrack> datagrams = new LinkedHashMap<>();
    private int looks;

    void add(Duration at, DeepLook look) {
        connections.add(at, look.connections());
        look.udp().forEach(this::see);
        for (DatagramQueue seen : look.datagrams()) {
            DatagramTrack known = datagrams.get(seen.inode());
            if (known != null) {
                datagrams.put(seen.inode(), known.then(seen));
            } else if (datagrams.size() < MOST) {
                datagrams.put(seen.inode(), DatagramTrack.first(seen));
            }
        }
        looks++;
    }

    /** A socket that appears later began to count at 0. */
    private void see(UdpSocket socket) {
        if (socket.drops().isEmpty()) {
            return;
        }
        long now = socket.drops().getAsLong();
        long inode = socket.identity().inode();
        UdpTrack known = udp.get(inode);
        if (known == null && udp.size() >= MOST) {
            return;
        }
        long before = known != null ? known.drops().before() : looks == 0 ? now : 0;
        udp.put(inode, new UdpTrack(socket, new Change(before, now)));
    }

    void addInteresting(Set<Long> inodes) {
        connections.addInteresting(inodes);
        udp.forEach((inode, socket) -> {
            if (socket.drops().growth().orElse(0) > 0) {
                inodes.add(inode);
            }
        });
        datagrams.forEach((inode, socket) -> {
            if (socket.fullLooks() > 0) {
                inodes.add(inode);
            }
        });
    }

    ConnectionsTrack connections() {
        return connections.track();
    }

    List<UdpTrack> udp() {
        return List.copyOf(udp.values());
    }

    List<DatagramTrack> datagrams() {
        return List.copyOf(datagrams.values());
    }
}
