package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Adds up the looks at one queue's waiting connections; keeps the cookies of the last look and one
 * number a look.
 */
final class WaitTracker {
    /** Looks whose median is kept; a doctor makes some tens of them. */
    private static final int MEDIANS = 512;

    /**
     * The shortest wait may grow a little slower than the clock: the kernel counts in ticks and a
     * look takes time.
     */
    private static final Duration SLACK = Duration.ofMillis(100);

    private int looks;
    private int sameHeadLooks;
    private OptionalLong head = OptionalLong.empty();
    private Duration headSince = Duration.ZERO;
    private Duration lastAt = Duration.ZERO;
    private Duration lastShortest = Duration.ZERO;
    private boolean nobodyCame;
    private long left;
    private Duration longest = Duration.ZERO;
    private final List<Duration> medians = new ArrayList<>();
    private Set<Long> lastCookies = Set.of();
    private long lastGone;
    private long lastWaiting;

    /**
     * @param waits the longest first; empty if nobody waits any more
     */
    void add(Duration at, List<AcceptWait> waits) {
        Set<Long> cookies = new HashSet<>();
        waits.forEach(wait -> wait.cookie().ifPresent(cookies::add));
        left += lastCookies.stream().filter(cookie -> !cookies.contains(cookie)).count();
        lastCookies = cookies;
        lastWaiting = waits.size();
        lastGone = waits.stream().filter(AcceptWait::clientGone).count();
        if (waits.isEmpty()) {
            sameHeadLooks = 0;
            head = OptionalLong.empty();
            nobodyCame = false;
            return;
        }
        looks++;
        Duration shortest = waits.getLast().waited();
        OptionalLong newHead = waits.getFirst().cookie();
        if (newHead.isPresent() && newHead.equals(head)) {
            sameHeadLooks++;
            nobodyCame &= shortest.minus(lastShortest).plus(SLACK).compareTo(at.minus(lastAt)) >= 0;
        } else {
            head = newHead;
            headSince = at;
            sameHeadLooks = 1;
            nobodyCame = true;
        }
        lastShortest = shortest;
        lastAt = at;
        if (waits.getFirst().waited().compareTo(longest) > 0) {
            longest = waits.getFirst().waited();
        }
        if (medians.size() < MEDIANS) {
            medians.add(waits.get(waits.size() / 2).waited());
        }
    }

    WaitTrack track() {
        List<Duration> sorted = medians.stream().sorted().toList();
        return new WaitTrack(
                looks,
                sameHeadLooks,
                sameHeadLooks == 0 ? Duration.ZERO : lastAt.minus(headSince),
                left,
                nobodyCame && sameHeadLooks > 1,
                longest,
                sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2),
                lastGone,
                lastWaiting);
    }
}
