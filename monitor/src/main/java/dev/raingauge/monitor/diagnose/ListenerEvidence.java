package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.ListenerAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one listening address.
 *
 * @param address what clients connect to
 * @param queue its accept queue, all sockets added up; full where any socket was full
 * @param waits who waited and how long; {@link WaitTrack#NONE} where nobody was looked at
 * @param drops its part in the drops of the namespace, all sockets added up
 * @param members its sockets
 * @param halfOpen requests in its SYN queue at the first and the last look; empty where never
 *     looked at
 * @param peakHalfOpen the most of them
 * @param closeWait accepted connections in CLOSE_WAIT; empty where never looked at
 * @param gaveUp clients that closed while they were queued; empty where never looked at
 * @param active established and accepted; empty where no census was taken
 */
public record ListenerEvidence(
        ListenerAddress address,
        QueueTrack queue,
        WaitTrack waits,
        DropShare drops,
        List<MemberEvidence> members,
        Optional<Change> halfOpen,
        long peakHalfOpen,
        Optional<Change> closeWait,
        Optional<Change> gaveUp,
        Optional<Change> active) {
    public ListenerEvidence {
        members = List.copyOf(members);
    }

    /** Whether nobody listens on it any more. */
    public boolean gone() {
        return members.stream().allMatch(MemberEvidence::gone);
    }

    /** Its socket whose queue came nearest to its limit, or went furthest beyond. */
    Optional<MemberEvidence> fullest() {
        return members.stream().max(Comparator.comparingDouble(one -> one.queue().peakUse()));
    }

    /** The processes of all its sockets, each once. */
    public List<ProcessFacts> owners() {
        return members.stream().flatMap(member -> member.owners().stream()).distinct().toList();
    }
}
