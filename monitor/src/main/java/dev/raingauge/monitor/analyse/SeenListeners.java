package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.QueuePass;
import java.util.List;
import java.util.Map;

/**
 * What was seen of one namespace's listeners; whatever was not looked at is missing from its map.
 *
 * @param queues the listeners themselves
 * @param figures their connections; those of UNIX listeners too ({@link ListenerFigures#ofUnix})
 * @param waits how long connections have waited, the longest first
 * @param owners processes by the inode of a listening socket
 * @param cgroups cgroup paths by the inode of a listening socket
 * @param interfaces names of this namespace's interfaces by index
 */
public record SeenListeners(
        Namespace namespace,
        QueuePass queues,
        Map<ListenerAddress, ListenerFigures> figures,
        Map<ListenerAddress, List<AcceptWait>> waits,
        Map<Long, List<ProcessRef>> owners,
        Map<Long, String> cgroups,
        Map<Integer, String> interfaces) {
    public SeenListeners {
        figures = Map.copyOf(figures);
        waits = Map.copyOf(waits);
        owners = Map.copyOf(owners);
        cgroups = Map.copyOf(cgroups);
        interfaces = Map.copyOf(interfaces);
    }

    /** The queues alone. */
    public static SeenListeners of(Namespace namespace, QueuePass queues) {
        return new SeenListeners(
                namespace, queues, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** The same with who holds the sockets, and in which cgroups they are. */
    public SeenListeners with(Map<Long, List<ProcessRef>> holders, Map<Long, String> paths) {
        return new SeenListeners(namespace, queues, figures, waits, holders, paths, interfaces);
    }
}
