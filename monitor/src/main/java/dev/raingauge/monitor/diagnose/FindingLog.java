package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers findings: when each began, when it was last found, when it ended. A finding that is
 * absent for a moment does not end, so that nothing flaps. In bounded memory. Not for two threads
 * at once.
 */
public final class FindingLog {
    /** What was not found for so long has ended. */
    static final Duration HOLD = Duration.ofSeconds(15);

    /** What has ended is told for so long. */
    static final Duration KEEP = Duration.ofHours(1);

    static final int MOST_LASTING = 1_000;
    static final int MOST_ENDED = 200;

    /** What makes two findings the same trouble; figures, severity and owners may change. */
    private record Key(String rule, long namespace, Optional<String> address, List<Integer> pids) {
        static Key of(Finding finding) {
            Subject subject = finding.common().subject();
            List<Integer> pids =
                    subject.address().isPresent()
                            ? List.of() // its owner may be looked up later than its address
                            : subject.processes().stream().map(ProcessFacts::pid).toList();
            return new Key(finding.rule(), subject.namespace().id(), subject.address(), pids);
        }
    }

    private final Map<Key, Episode> lasting = new LinkedHashMap<>();
    private final Deque<Episode> ended = new ArrayDeque<>();

    /** Takes what was found at a moment, in all namespaces together. */
    public void found(Instant now, List<Finding> findings) {
        for (Finding finding : findings) {
            Key key = Key.of(finding);
            Episode before = lasting.get(key);
            if (before != null || lasting.size() < MOST_LASTING) {
                Instant begun = before == null ? now : before.begun();
                lasting.put(key, new Episode(finding, begun, now, Optional.empty()));
            }
        }
        for (Iterator<Episode> all = lasting.values().iterator(); all.hasNext(); ) {
            Episode episode = all.next();
            if (Duration.between(episode.lastSeen(), now).compareTo(HOLD) >= 0) {
                all.remove();
                ended.addFirst(
                        new Episode(
                                episode.finding(),
                                episode.begun(),
                                episode.lastSeen(),
                                Optional.of(episode.lastSeen())));
            }
        }
        while (!ended.isEmpty() && isForgotten(ended.getLast(), now)) {
            ended.removeLast();
        }
    }

    private boolean isForgotten(Episode episode, Instant now) {
        return ended.size() > MOST_ENDED
                || Duration.between(episode.lastSeen(), now).compareTo(KEEP) > 0;
    }

    /** Those that last, the worst first; then those that ended, the last one first. */
    public List<Episode> episodes() {
        List<Episode> all = new ArrayList<>(lasting.values());
        all.sort(Comparator.comparing(Episode::finding, Rules.WORST_FIRST));
        all.addAll(ended);
        return List.copyOf(all);
    }
}
