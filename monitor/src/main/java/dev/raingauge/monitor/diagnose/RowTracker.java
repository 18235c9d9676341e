package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.StatePass;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds up what one listening address does, over all of its sockets. */
final class RowTracker {
    /** A bound for servers that are restarted again and again; later sockets are not told apart. */
    private static final int MOST_MEMBERS = 4096;

    private final Map<Long, MemberTracker> members = new LinkedHashMap<>();
    private final QueueTracker queue = new QueueTracker();
    private @Nullable WaitTracker waits;
    private @Nullable Change halfOpen;
    private long peakHalfOpen;
    private @Nullable Change closeWait;
    private @Nullable Change gaveUp;
    private @Nullable Change active;

    // Of the sample that is being taken.
    private int seen;
    private long depth;
    private long limit;
    private boolean limitKnown = true;
    private boolean full;

    private long lastDepth;
    private boolean present;
    private long smallestLimit;

    /** One of its sockets in one sample; {@code born}: no earlier sample can have missed it. */
    void add(
            Duration at,
            SocketIdentity identity,
            AcceptQueue one,
            OptionalLong drops,
            boolean born) {
        long id = identity.cookie().orElse(identity.inode());
        MemberTracker member = members.get(id);
        if (member == null && members.size() < MOST_MEMBERS) {
            member = new MemberTracker(identity, born);
            members.put(id, member);
        }
        if (member != null) {
            member.see(at, one, drops);
        }
        long granted = one.limit().orElse(0);
        smallestLimit = seen == 0 ? granted : Math.min(smallestLimit, granted);
        seen++;
        depth += one.depth();
        limit += granted;
        limitKnown &= one.limit().isPresent();
        full |= one.full().orElse(false);
    }

    /** The sample is complete. A row that nobody listens on any more is not looked at. */
    void sampled(Duration at) {
        if (seen > 0) {
            queue.add(at, depth, limitKnown ? OptionalLong.of(limit) : OptionalLong.empty(), full);
        }
        members.values().forEach(member -> member.sampled(at));
        lastDepth = depth;
        present = seen > 0;
        seen = 0;
        depth = 0;
        limit = 0;
        limitKnown = true;
        full = false;
    }

    void waits(Duration at, @Nullable List<AcceptWait> now) {
        if (!present) {
            return; // they did not leave a queue; it was closed under them
        }
        if (now != null && waits == null) {
            waits = new WaitTracker();
        }
        if (waits != null) {
            waits.add(at, now == null ? List.of() : now, lastDepth);
        }
    }

    void states(ListenerAddress address, StatePass pass) {
        long open = pass.halfOpen().getOrDefault(address, 0L);
        halfOpen = then(halfOpen, open);
        peakHalfOpen = Math.max(peakHalfOpen, open);
        closeWait = then(closeWait, pass.closeWait().getOrDefault(address, 0L));
        gaveUp = then(gaveUp, pass.gaveUp().getOrDefault(address, 0L));
        members.values().forEach(member -> member.account().sawHalfOpen(open, smallestLimit));
    }

    void census(ListenerCounts counts) {
        active = then(active, counts.active());
    }

    private static Change then(@Nullable Change before, long now) {
        return new Change(before == null ? now : before.before(), now);
    }

    void forEachAccount(Consumer<DropAccount> what) {
        members.values().forEach(member -> what.accept(member.account()));
    }

    /** All members, if one of them ever had a queue or drops: a group is judged as a whole. */
    void addInteresting(Set<Long> inodes) {
        boolean synQueue = peakHalfOpen > 0 && 2 * peakHalfOpen >= smallestLimit;
        if (synQueue || members.values().stream().anyMatch(MemberTracker::interesting)) {
            members.values().stream()
                    .filter(MemberTracker::there)
                    .forEach(member -> inodes.add(member.inode()));
        }
    }

    ListenerEvidence evidence(
            ListenerAddress address, Duration end, int second, Surroundings around) {
        List<MemberEvidence> evidence =
                members.values().stream()
                        .map(member -> member.evidence(end, second, around))
                        .toList();
        return new ListenerEvidence(
                address,
                queue.track(),
                waits == null ? WaitTrack.NONE : waits.track(),
                sum(evidence.stream().map(MemberEvidence::drops).toList()),
                evidence,
                Optional.ofNullable(halfOpen),
                peakHalfOpen,
                Optional.ofNullable(closeWait),
                Optional.ofNullable(gaveUp),
                Optional.ofNullable(active));
    }

    private static DropShare sum(List<DropShare> shares) {
        return shares.stream().reduce(DropShare.NONE, DropShare::plus);
    }
}
