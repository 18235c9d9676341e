package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Sysctls;
import java.util.List;
import java.util.Map;

/**
 * What is looked at once, at the end of an observation, and only where the samples give a reason
 * to.
 *
 * @param sysctls of this namespace; {@link Sysctls#NONE} where it could not be entered
 * @param hostSysctls of the initial namespace, where tcp_mem and tcp_max_orphans are
 * @param owners who holds a listening socket, by its inode
 * @param ownersComplete whether every process could be looked at: only then an unowned socket is
 *     nobody's
 * @param gaps what could not be looked at
 */
public record Surroundings(
        Sysctls sysctls,
        Sysctls hostSysctls,
        Map<Long, List<ProcessFacts>> owners,
        boolean ownersComplete,
        List<Gap> gaps) {
    public static final Surroundings NONE =
            new Surroundings(Sysctls.NONE, Sysctls.NONE, Map.of(), false, List.of());

    public Surroundings {
        owners = Map.copyOf(owners);
        gaps = List.copyOf(gaps);
    }
}
