package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.SockStat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
        Surroundings around) {
    public Evidence {
        listeners = List.copyOf(listeners);
    }

    /** A setting of this namespace as a number; empty where it is absent or was not read. */
    OptionalLong setting(String name) {
        return around.sysctls().number(name);
    }
}
