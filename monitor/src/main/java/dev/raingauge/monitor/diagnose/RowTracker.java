package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.StatePass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds up what one listening address does, over all of its sockets. */
final class RowTracker {
    private final List<MemberTracker> members = new ArrayList<>();
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

    void join(MemberTracker member) {
        members.add(member);
    }

    void add(AcceptQueue one) {
        seen++;
        depth += one.depth();
        limit += one.limit().orElse(0);
        limitKnown &= one.limit().isPresent();
        full |= one.full().orElse(false);
    }

    /** The sample is complete. A row that nobody listens on any more is not looked at. */
    void sampled(Duration at) {
        if (seen > 0) {
            queue.add(at, depth, limitKnown ? OptionalLong.of(limit) : OptionalLong.empty(), full);
        }
        seen = 0;
        depth = 0;
        limit = 0;
        limitKnown = true;
        full = false;
    }

    void waits(Duration at, @Nullable List<AcceptWait> now) {
        if (now != null && waits == null) {
            waits = new WaitTracker();
        }
        if (waits != null) {
            waits.add(at, now == null ? List.of() : now);
        }
    }

    void states(ListenerAddress address, StatePass pass) {
        long open = pass.halfOpen().getOrDefault(address, 0L);
        halfOpen = then(halfOpen, open);
        peakHalfOpen = Math.max(peakHalfOpen, open);
        closeWait = then(closeWait, pass.closeWait().getOrDefault(address, 0L));
        gaveUp = then(gaveUp, pass.gaveUp().getOrDefault(address, 0L));
    }

    void active(long now) {
        active = then(active, now);
    }

    private static Change then(@Nullable Change before, long now) {
        return new Change(before == null ? now : before.before(), now);
    }

    ListenerEvidence evidence(
            ListenerAddress address, Duration end, int second, Surroundings around) {
        List<MemberEvidence> evidence =
                members.stream().map(member -> member.evidence(end, second, around)).toList();
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
        DropShare sum = DropShare.NONE;
        for (DropShare share : shares) {
            boolean concerned = share.overflows() > 0;
            sum =
                    new DropShare(
                            sum.own() + share.own(),
                            sum.overflows() + share.overflows(),
                            sum.synQueue() + share.synQueue(),
                            sum.other() + share.other(),
                            sum.noise() + share.noise(),
                            concerned
                                    ? sum.confidence().atMost(share.confidence())
                                    : sum.confidence(),
                            sum.worstSecond() + share.worstSecond(),
                            Math.max(sum.secondsRunning(), share.secondsRunning()));
        }
        return sum;
    }
}
