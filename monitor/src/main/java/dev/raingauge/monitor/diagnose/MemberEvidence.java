package dev.raingauge.monitor.diagnose;

import java.util.List;
import java.util.OptionalLong;

/**
 * One socket that listens on an address; with SO_REUSEPORT there are several.
 *
 * @param inode the socket's inode
 * @param cookie the kernel's name of it
 * @param queue its own accept queue
 * @param drops its part in the drops of the namespace
 * @param dropsCounted whether the kernel tells its own drops
 * @param born whether it began to listen during the observation
 * @param gone whether it ended during the observation
 * @param owners who holds it; empty where nobody visible does
 */
public record MemberEvidence(
        long inode,
        OptionalLong cookie,
        QueueTrack queue,
        DropShare drops,
        boolean dropsCounted,
        boolean born,
        boolean gone,
        List<ProcessFacts> owners) {
    public MemberEvidence {
        owners = List.copyOf(owners);
    }
}
