package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.ListenerTarget;
import dev.raingauge.sockdiag.model.QueuePass;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How busy a listener is, in two numbers: what a server's operator asks first.
 *
 * {@snippet :
 * try (Sockets sockets = SockDiag.open()) {
 *   var target = ListenerTarget.parse("127.0.0.1:8080");
 *   System.out.println(ListenerStats.of(sockets, List.of(target)).get(target));
 * }
 * }
 *
 * @param listeners the rows that were counted: one, or several for {@code :PORT} and the like
 * @param active connections that the server has accepted, and whose client has not closed
 * @param queued connections that wait for accept(2): the depth of the queue, which also holds those
 *     that were reset while they waited
 */
public record ListenerStats(Set<ListenerAddress> listeners, long active, long queued) {
    public ListenerStats {
        listeners = Set.copyOf(listeners);
    }

    /**
     * Looks at some listeners: one walk of the host's sockets, of which only those at the targets'
     * ports are copied.
     *
     * @return by target, in the targets' order; a target that nobody listens on is not in it
     */
    public static Map<ListenerTarget, ListenerStats> of(
            Sockets sockets, Collection<ListenerTarget> targets) throws IOException {
        QueuePass pass = sockets.queues();
        var rows = new LinkedHashMap<ListenerTarget, Set<ListenerAddress>>();
        var wanted = new HashSet<ListenerAddress>();
        for (ListenerTarget target : targets) {
            Set<ListenerAddress> named = target.among(pass);
            if (!named.isEmpty()) {
                rows.put(target, named);
                wanted.addAll(named);
            }
        }
        Map<ListenerAddress, Long> active = active(sockets, pass, wanted);
        Map<ListenerAddress, Long> queued = queued(pass);
        var stats = new LinkedHashMap<ListenerTarget, ListenerStats>();
        rows.forEach((target, named) ->
                stats.put(
                        target, new ListenerStats(named, sum(active, named), sum(queued, named))));
        return stats;
    }

    private static Map<ListenerAddress, Long> active(
            Sockets sockets, QueuePass pass, Set<ListenerAddress> wanted) throws IOException {
        var inet = new HashSet<ListenerAddress>();
        wanted.stream().filter(row -> !row.transport().isUnix()).forEach(inet::add);
        Map<ListenerAddress, Long> active = new HashMap<>();
        if (!inet.isEmpty()) {
            Map<ListenerAddress, ListenerCounts> counts = sockets.censusOf(pass, inet).listeners();
            counts.forEach((row, count) -> active.put(row, count.active()));
        }
        if (inet.size() < wanted.size()) {
            active.putAll(sockets.unixActive(pass));
        }
        return active;
    }

    private static Map<ListenerAddress, Long> queued(QueuePass pass) {
        Map<ListenerAddress, Long> queued = new HashMap<>();
        pass.tcp()
                .forEach(at ->
                        queued.merge(ListenerAddress.of(at), at.acceptQueue().depth(), Long::sum));
        pass.unix()
                .forEach(at ->
                        queued.merge(ListenerAddress.of(at), at.acceptQueue().depth(), Long::sum));
        return queued;
    }

    private static long sum(Map<ListenerAddress, Long> counts, Set<ListenerAddress> rows) {
        return rows.stream().mapToLong(row -> counts.getOrDefault(row, 0L)).sum();
    }
}
