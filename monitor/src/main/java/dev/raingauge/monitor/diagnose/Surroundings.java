package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.Sysctls;
import java.util.List;
import java.util.Map;

/**
 * What is looked at once, at the end of an observation, and only where the samples give a reason
 * to.
 *
 * @param sysctls of this namespace; {@link Sysctls#NONE} where it could not be entered
 * @param hostSysctls of the initial namespace, where tcp_mem and tcp_max_orphans are; {@link
 *     Sysctls#NONE} also where another namespace's evidence speaks for the host already
 * @param owners who holds a listening socket or a notable connection, by its inode
 * @param ownersComplete whether every process could be looked at: only then an unowned socket is
 *     nobody's
 * @param leaks processes whose sockets that no list shows became more
 * @param elsewhere namespaces that were not asked about, with what {@code TcpExtListenOverflows}
 *     did there
 * @param gaps what could not be looked at
 */
public record Surroundings(
        Sysctls sysctls,
        Sysctls hostSysctls,
        Map<Long, List<ProcessFacts>> owners,
        boolean ownersComplete,
        List<Leak> leaks,
        List<Elsewhere> elsewhere,
        List<Gap> gaps) {
    public static final Surroundings NONE =
            new Surroundings(
                    Sysctls.NONE, Sysctls.NONE, Map.of(), false, List.of(), List.of(), List.of());

    public Surroundings {
        owners = Map.copyOf(owners);
        leaks = List.copyOf(leaks);
        elsewhere = List.copyOf(elsewhere);
        gaps = List.copyOf(gaps);
    }

    /** The sockets of a process that no list of sockets shows, at two moments. */
    public record Leak(ProcessFacts process, Change sockets) {}

    /** Another namespace. */
    public record Elsewhere(Namespace namespace, Change overflows) {}

    public Surroundings with(Sysctls own) {
        return new Surroundings(own, hostSysctls, owners, ownersComplete, leaks, elsewhere, gaps);
    }

    public Surroundings withHost(Sysctls host) {
        return new Surroundings(sysctls, host, owners, ownersComplete, leaks, elsewhere, gaps);
    }

    public Surroundings withOwners(Map<Long, List<ProcessFacts>> found, boolean complete) {
        return new Surroundings(sysctls, hostSysctls, found, complete, leaks, elsewhere, gaps);
    }

    public Surroundings withLeaks(List<Leak> found) {
        return new Surroundings(
                sysctls, hostSysctls, owners, ownersComplete, found, elsewhere, gaps);
    }

    public Surroundings withElsewhere(List<Elsewhere> seen) {
        return new Surroundings(sysctls, hostSysctls, owners, ownersComplete, leaks, seen, gaps);
    }

    public Surroundings withGaps(List<Gap> found) {
        return new Surroundings(
                sysctls, hostSysctls, owners, ownersComplete, leaks, elsewhere, found);
    }
}
