package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.Change;
import dev.raingauge.monitor.diagnose.Surroundings.Leak;
import dev.raingauge.monitor.sample.ProcessLook;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for processes of a namespace whose sockets that no list shows become more. Counting
 * descriptors is cheap, so that is what is done first; only a process that has more of them than at
 * the beginning is looked at closely.
 *
 * <p>A process may hold sockets of other namespaces too, so before it is blamed the lists of those
 * are looked at as well. What cannot be looked at is left out: nobody is blamed for it. So it is in
 * a recording: namespaces that came and went while it was made are not all in it.
 */
final class SocketLeaks {
    /** Fewer more descriptors are everyday business. */
    private static final int SUSPICIOUS = 5;

    private static final int MOST_SUSPECTS = 10;
    private static final int MOST_NAMESPACES = 50;

    private final Host host;
    private final Seat seat;
    private Map<Integer, Long> descriptors = Map.of();
    private Map<Integer, Set<Long>> before = Map.of();
    private int looks;

    SocketLeaks(Host host, Seat seat) {
        this.host = host;
        this.seat = seat;
    }

    /** Looks now; the first time at all processes, the second time at those that have grown. */
    void look() {
        try {
            looks++;
            if (looks == 1) {
                descriptors = host.descriptorsIn(seat.place());
            } else if (looks == 2) {
                before = unlisted(suspects(host.descriptorsIn(seat.place())));
            }
        } catch (IOException | TapeFailure notToBeSeen) {
            descriptors = Map.of();
        }
    }

    private List<Integer> suspects(Map<Integer, Long> now) {
        Comparator<Integer> mostGrown = Comparator.comparingLong(pid -> -grown(pid, now));
        return now.keySet().stream()
                .filter(pid -> grown(pid, now) >= SUSPICIOUS)
                .sorted(mostGrown)
                .limit(MOST_SUSPECTS)
                .toList();
    }

    private long grown(int pid, Map<Integer, Long> now) {
        long count = now.getOrDefault(pid, 0L);
        return count - descriptors.getOrDefault(pid, count);
    }

    /** A socket that is held both before and after the lists are read, and in none of them. */
    private Map<Integer, Set<Long>> unlisted(List<Integer> pids) throws IOException {
        Map<Integer, Set<Long>> held = new LinkedHashMap<>();
        if (pids.isEmpty()) {
            return held;
        }
        pids.forEach(pid -> held.put(pid, host.socketsOf(pid)));
        Set<Long> listed = listed(seat.place(), seat.sockets());
        held.forEach((pid, inodes) -> {
            inodes.retainAll(host.socketsOf(pid));
            inodes.removeAll(listed);
        });
        return held;
    }

    private Set<Long> listed(Host.Place place, Sockets sockets) throws IOException {
        Set<Long> inodes = new HashSet<>(host.otherInodes(place));
        boolean _ = sockets.walk(TcpQuery.all(), socket -> inodes.add(socket.inode()));
        sockets.unix().sockets().forEach(socket -> inodes.add(socket.identity().inode()));
        return inodes;
    }

    /** What became of the suspects. */
    List<Leak> leaks() {
        try {
            Map<Integer, Set<Long>> after = unlisted(List.copyOf(before.keySet()));
            after.entrySet().removeIf(one -> one.getValue().size() <= countBefore(one.getKey()));
            if (after.isEmpty()) {
                return List.of();
            }
            Set<Long> elsewhere = elsewhere();
            var leaks = new ArrayList<Leak>();
            after.forEach((pid, inodes) -> {
                inodes.removeAll(elsewhere);
                Set<Long> earlier = new HashSet<>(before.getOrDefault(pid, Set.of()));
                earlier.removeAll(elsewhere);
                if (inodes.size() > earlier.size()) {
                    leaks.add(leak(pid, new Change(earlier.size(), inodes.size())));
                }
            });
            return leaks;
        } catch (IOException | TapeFailure notToBeSeen) {
            return List.of();
        }
    }

    private int countBefore(int pid) {
        return before.getOrDefault(pid, Set.of()).size();
    }

    private Leak leak(int pid, Change sockets) {
        var process = new ProcessRef(pid, host.nameOf(pid).orElse(""), -1);
        return new Leak(new ProcessLook(host).facts(List.of(process)).getFirst(), sockets);
    }

    /** What the other namespaces list; reading it costs a walk each, and is seldom needed. */
    private Set<Long> elsewhere() throws IOException {
        var inodes = new HashSet<Long>();
        int looked = 0;
        for (Host.Place place : host.all().places()) {
            if (!place.namespace().equals(seat.namespace()) && looked++ < MOST_NAMESPACES) {
                try (Seat other = seat.at(place)) {
                    inodes.addAll(listed(place, other.sockets()));
                } catch (IOException goneOrForbidden) {
                    // Its sockets stay unlisted, which makes them suspicious and proves nothing.
                }
            }
        }
        return inodes;
    }
}
