package dev.raingauge.micrometer;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import java.util.List;
import java.util.Map;

/**
 * One look at the listeners of this process.
 *
 * @param listeners every one of them
 * @param waits how long connections have waited so far, of the listeners where somebody waits;
 *     empty where it was not asked this time
 * @param connections what became of their connections, as of the last look at them
 */
record Look(
        List<OwnListener> listeners,
        Map<ListenerAddress, List<AcceptWait>> waits,
        Map<ListenerAddress, ListenerCounts> connections) {
    Look {
        listeners = List.copyOf(listeners);
        waits = Map.copyOf(waits);
        connections = Map.copyOf(connections);
    }
}
