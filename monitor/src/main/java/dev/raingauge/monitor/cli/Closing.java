package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.Evidence;
import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.monitor.diagnose.Surroundings;
import dev.raingauge.monitor.diagnose.Surroundings.Elsewhere;
import dev.raingauge.monitor.sample.ProcessLook;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.Sysctls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The end of an observation: settings, and the processes behind those sockets that something is to
 * be said about.
 */
final class Closing {
    private final Lookout lookout;
    private final Host host;
    private final Watching watching;
    private final ProcessLook look;

    Closing(Lookout lookout, Watching watching) {
        this.lookout = lookout;
        this.host = lookout.host();
        this.watching = watching;
        this.look = new ProcessLook(host);
    }

    Evidence evidence(List<Elsewhere> elsewhere, Sysctls hostSettings) throws IOException {
        var gaps = new ArrayList<Gap>();
        if (watching.source() == Source.PROCFS) {
            watching.seat().gap().ifPresent(gaps::add);
        }
        Sysctls settings = settings(gaps);
        Set<Long> listeners = watching.tracker().interestingListeners();
        Set<Long> wanted = new LinkedHashSet<>(listeners);
        wanted.addAll(watching.tracker().interestingConnections());
        Owners.Found found = owners(wanted);
        if (!found.byInode().keySet().containsAll(listeners)) {
            watching.notSeen(found.gaps()); // a connection without an owner may just be closed
        }
        Map<Long, List<ProcessFacts>> owners = new HashMap<>();
        found.byInode().forEach((inode, processes) -> owners.put(inode, look.facts(processes)));
        return watching.tracker()
                .evidence(
                        Surroundings.NONE
                                .with(settings)
                                .withHost(hostSettings)
                                .withOwners(owners, found.gaps().isEmpty())
                                .withLeaks(watching.leaks())
                                .withElsewhere(elsewhere)
                                .withGaps(gaps));
    }

    private Owners.Found owners(Set<Long> inodes) {
        return inodes.isEmpty()
                ? new Owners.Found(Map.of(), List.of())
                : lookout.owners().of(inodes);
    }

    private Sysctls settings(List<Gap> gaps) {
        if (watching.ended()) {
            return Sysctls.NONE;
        }
        try {
            return host.sysctls(watching.seat().place());
        } catch (IOException e) {
            gaps.add(
                    new Gap(
                            "settings of namespace " + watching.seat().namespace().name(),
                            Watching.reason(e),
                            ""));
            return Sysctls.NONE;
        }
    }
}
