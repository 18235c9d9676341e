package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.SocketIdentity;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Adds up what one listening socket does. */
final class MemberTracker {
    private static final long COUNTER_MASK = 0xffff_ffffL;
    private static final long NO_LEAP = 0x7fff_ffffL;

    private final SocketIdentity identity;
    private final boolean born;
    private final QueueTracker queue = new QueueTracker();
    private final DropAccount account = new DropAccount();
    private OptionalLong lastDrops;
    private Duration lastSeen = Duration.ZERO;
    private boolean counted;
    private boolean there;

    /**
     * @param born whether it is known to have begun to listen during the observation; then its
     *     counter began at 0 with it
     */
    MemberTracker(SocketIdentity identity, boolean born) {
        this.identity = identity;
        this.born = born;
        this.lastDrops = born ? OptionalLong.of(0) : OptionalLong.empty();
    }

    void see(Duration at, AcceptQueue now, OptionalLong drops) {
        queue.add(at, now);
        lastSeen = at;
        counted = drops.isPresent();
        if (lastDrops.isEmpty() && drops.isPresent() && account.own() == 0) {
            account.began(drops.getAsLong());
        }
        account.saw(grown(drops), counted, now.full().orElse(false), now.depth() > 0);
        lastDrops = drops;
    }

    /** The counter has 32 bits and wraps; a leap by more than half of that is a counter reset. */
    private long grown(OptionalLong drops) {
        if (drops.isEmpty() || lastDrops.isEmpty()) {
            return 0;
        }
        long grown = drops.getAsLong() - lastDrops.getAsLong() & COUNTER_MASK;
        return grown <= NO_LEAP ? grown : drops.getAsLong();
    }

    /** Whether the last sample saw it. */
    boolean there() {
        return there;
    }

    /** A sample is complete. */
    void sampled(Duration at) {
        there = lastSeen.equals(at);
        if (!there) {
            account.leave();
        }
    }

    DropAccount account() {
        return account;
    }

    boolean interesting() {
        return queue.track().peakDepth() > 0 || account.own() > 0;
    }

    long inode() {
        return identity.inode();
    }

    MemberEvidence evidence(Duration end, int second, Surroundings around) {
        return new MemberEvidence(
                identity.inode(),
                identity.cookie(),
                queue.track(),
                account.share(second),
                counted,
                born,
                lastSeen.compareTo(end) < 0,
                around.owners().getOrDefault(identity.inode(), List.of()));
    }
}
