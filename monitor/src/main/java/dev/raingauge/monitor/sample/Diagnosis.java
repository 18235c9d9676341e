package dev.raingauge.monitor.sample;

import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Evidence;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.FindingLog;
import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.monitor.diagnose.Rules;
import dev.raingauge.monitor.diagnose.Surroundings;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.Sysctls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Judges what the sampler sees, about once a second, by the same rules as the doctor. Works on the
 * sampler's thread, within its budget; anybody may read what was found.
 */
public final class Diagnosis implements Consumer<Observation> {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /** Longer than a namespace that has ended stays in the list of namespaces. */
    private static final long GAP_LASTS_NANOS = 30_000_000_000L;

    private final Rules rules;
    private final Function<List<ProcessRef>, List<ProcessFacts>> look;
    private final Map<Long, SlidingEvidence> evidence = new HashMap<>();
    private final Map<Long, Long> gapsSince = new HashMap<>();
    private final FindingLog log = new FindingLog();
    private long judged;
    private boolean begun;
    private volatile List<Episode> episodes = List.of();
    private volatile List<Evidence> judgedLast = List.of();

    /**
     * A diagnosis of everything that is sampled.
     *
     * @param look tells more of a listener's owners; asked only where something is wrong
     */
    public Diagnosis(Rules rules, Function<List<ProcessRef>, List<ProcessFacts>> look) {
        this.rules = rules;
        this.look = look;
    }

    /** What lasts, the worst first; then what ended within the last hour. */
    public List<Episode> episodes() {
        return episodes;
    }

    /** What the last judgement was about, one for each namespace. */
    public List<Evidence> evidence() {
        return judgedLast;
    }

    /** Over how much of the past a finding is judged, at most. */
    public static Duration observed() {
        return SlidingEvidence.WINDOW.multipliedBy(2);
    }

    @Override
    public void accept(Observation seen) {
        Set<Long> there = new HashSet<>();
        for (NamespaceSample sample : seen.namespaces()) {
            there.add(sample.namespace().id());
            evidence.computeIfAbsent(
                            sample.namespace().id(), _ -> new SlidingEvidence(sample.namespace()))
                    .add(sample);
        }
        evidence.keySet().retainAll(there);
        gapsSince.keySet().retainAll(there);
        if (begun && seen.nanos() - judged < PAUSE_NANOS) {
            return;
        }
        begun = true;
        judged = seen.nanos();
        List<Finding> findings = new ArrayList<>();
        List<Evidence> all = new ArrayList<>();
        for (NamespaceSample sample : seen.namespaces()) {
            SlidingEvidence of = evidence.get(sample.namespace().id());
            if (of != null) {
                Evidence one = of.evidence(around(sample, of.interesting(), seen));
                findings.addAll(rules.judge(one));
                all.add(one);
            }
        }
        log.found(seen.time(), findings);
        episodes = log.episodes();
        judgedLast = List.copyOf(all);
    }

    /** A namespace that ends, or one failed look, is no lack of privileges: that one lasts. */
    private List<Gap> lasting(NamespaceSample sample, Observation seen) {
        long id = sample.namespace().id();
        if (sample.gaps().isEmpty()) {
            gapsSince.remove(id);
            return List.of();
        }
        long since = gapsSince.computeIfAbsent(id, _ -> seen.nanos());
        return seen.nanos() - since >= GAP_LASTS_NANOS ? sample.gaps() : List.of();
    }

    private Surroundings around(NamespaceSample sample, Set<Long> inodes, Observation seen) {
        Map<Long, List<ProcessFacts>> owners = new HashMap<>();
        for (long inode : inodes) {
            List<ProcessRef> processes = seen.owners().get(inode);
            if (processes != null) {
                owners.put(inode, look.apply(processes));
            }
        }
        return Surroundings.NONE
                .with(sample.sysctls())
                .withHost(sample.own() ? sample.sysctls() : Sysctls.NONE)
                .withOwners(owners, seen.gaps().isEmpty())
                .withGaps(lasting(sample, seen));
    }
}
