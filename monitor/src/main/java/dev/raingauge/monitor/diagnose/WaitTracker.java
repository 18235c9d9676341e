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
    private int stillLooks;
    private Duration stillSince = Duration.ZERO;
    private Duration longestStill = Duration.ZERO;
    private Duration lastAt = Duration.ZERO;
    private Duration lastShortest = Duration.ZERO;
    private boolean nobodyCame;
    private long left;
    private Duration longest = Duration.ZERO;
    private final List<Duration> medians = new ArrayList<>();
    private OptionalLong lastHead = OptionalLong.empty();
    private Set<Long> lastCookies = Set.of();
    private long lastDead;
    private long lastGone;
    private long lastWaiting;

    /**
     * One look.
     *
     * @param waits the longest first; empty if nobody waits any more
     * @param depth of the queue in the same sample. Connections that the client reset while they
     *     waited are in the depth and in no dump
     */
    void add(Duration at, List<AcceptWait> waits, long depth) {
        Set<Long> cookies = new HashSet<>();
        waits.forEach(wait -> wait.cookie().ifPresent(cookies::add));
        long dead = Math.max(0, depth - waits.size());
        long vanished = lastCookies.stream().filter(cookie -> !cookies.contains(cookie)).count();
        long accepted = Math.max(0, vanished - Math.max(0, dead - lastDead));
        left += accepted;
        boolean still = accepted == 0 || isHead(lastHead, waits);
        lastCookies = cookies;
        lastDead = dead;
        lastWaiting = waits.size();
        lastGone = waits.stream().filter(AcceptWait::clientGone).count();
        lastHead = waits.isEmpty() ? OptionalLong.empty() : waits.getFirst().cookie();
        if (waits.isEmpty()) {
            stop();
            return;
        }
        looks++;
        Duration shortest = waits.getLast().waited();
        if (still && stillLooks > 0) {
            stillLooks++;
            nobodyCame &= shortest.minus(lastShortest).plus(SLACK).compareTo(at.minus(lastAt)) >= 0;
        } else {
            stop();
            stillSince = at;
            stillLooks = 1;
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

    /** The queue is first in, first out: while its head stays, nothing was accepted. */
    private static boolean isHead(OptionalLong head, List<AcceptWait> waits) {
        return head.isPresent() && !waits.isEmpty() && waits.getFirst().cookie().equals(head);
    }

    /** A stretch in which nothing was accepted is over. */
    private void stop() {
        if (stillLooks > 0 && stillFor().compareTo(longestStill) > 0) {
            longestStill = stillFor();
        }
        stillLooks = 0;
        nobodyCame = false;
    }

    private Duration stillFor() {
        return stillLooks == 0 ? Duration.ZERO : lastAt.minus(stillSince);
    }

    WaitTrack track() {
        List<Duration> sorted = medians.stream().sorted().toList();
        return new WaitTrack(
                looks,
                stillLooks,
                stillFor(),
                longestStill,
                left,
                nobodyCame && stillLooks > 1,
                longest,
                sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2),
                lastGone,
                lastWaiting);
    }
}
