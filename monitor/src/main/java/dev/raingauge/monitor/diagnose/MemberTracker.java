package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.SocketIdentity;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Adds up what one listening socket does. */
final class MemberTracker {
    private static final long COUNTER_MASK = 0xffff_ffffL;

    private final SocketIdentity identity;
    private final boolean born;
    private final QueueTracker queue = new QueueTracker();
    private final DropAccount account = new DropAccount();
    private OptionalLong lastDrops;
    private Duration lastSeen = Duration.ZERO;
    private boolean counted;

    /**
     * @param there whether it listened when the observation began; if not, its counter began at 0
     *     with it
     */
    MemberTracker(SocketIdentity identity, boolean there) {
        this.identity = identity;
        this.born = !there;
        this.lastDrops = there ? OptionalLong.empty() : OptionalLong.of(0);
    }

    void see(Duration at, AcceptQueue now, OptionalLong drops) {
        queue.add(at, now);
        lastSeen = at;
        counted = drops.isPresent();
        long grown =
                drops.isPresent() && lastDrops.isPresent()
                        ? drops.getAsLong() - lastDrops.getAsLong() & COUNTER_MASK // 32 bits, wraps
                        : 0;
        lastDrops = drops;
        account.saw(grown, counted, now.full().orElse(false), now.depth() > 0);
    }

    DropAccount account() {
        return account;
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
