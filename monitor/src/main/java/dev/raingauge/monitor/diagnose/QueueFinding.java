package dev.raingauge.monitor.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** About the accept queue of a listener. */
public sealed interface QueueFinding extends Finding {
    /**
     * A listener's accept queue overflowed.
     *
     * @param cause the rule that explains it, found on the same address; empty if none does
     * @param abortOnOverflow whether the kernel answers some of the refused clients with a reset
     */
    record AcceptQueueOverflow(
            Case common,
            QueueTrack queue,
            DropShare drops,
            Optional<String> cause,
            boolean abortOnOverflow)
            implements QueueFinding {
        @Override
        public String rule() {
            return "accept-queue-overflow";
        }
    }

    /**
     * Overflows that no listener explains: it was closed meanwhile, or this kernel does not count
     * them by listener.
     *
     * @param suspects where drops are not counted by listener: who had a queue, in words
     */
    record UnattributedOverflow(
            Case common, long packets, List<String> closedMeanwhile, List<String> suspects)
            implements QueueFinding {
        public UnattributedOverflow {
            closedMeanwhile = List.copyOf(closedMeanwhile);
            suspects = List.copyOf(suspects);
        }

        @Override
        public String rule() {
            return "accept-queue-overflow";
        }
    }

    /** Connections wait and none of them is accepted. */
    record AcceptorStalled(Case common, QueueTrack queue, WaitTrack waits, boolean processStopped)
            implements QueueFinding {
        @Override
        public String rule() {
            return "acceptor-stalled";
        }
    }

    /** The owner cannot accept: it has no descriptor left. */
    record FileDescriptorLimit(Case common, ProcessFacts owner, QueueTrack queue, WaitTrack waits)
            implements QueueFinding {
        @Override
        public String rule() {
            return "file-descriptor-limit";
        }
    }

    /** Connections are accepted, but slower than they come. */
    record SlowAccept(Case common, QueueTrack queue, WaitTrack waits) implements QueueFinding {
        @Override
        public String rule() {
            return "slow-accept";
        }
    }

    /**
     * More clients came at once than the queue holds.
     *
     * @param queue of the socket, or in a group of the fullest one
     */
    record BurstOverflow(
            Case common, QueueTrack queue, Sizing sizing, BindingSide side, OptionalLong somaxconn)
            implements QueueFinding {
        @Override
        public String rule() {
            return "burst-overflow";
        }
    }

    /**
     * One socket of a SO_REUSEPORT group is full or stuck while others are nearly empty.
     *
     * @param fullest the worst of them
     * @param members how many sockets the group has
     * @param stuck how many of them are like that
     * @param othersPeak the most that any of the others had waiting
     * @param ownerGone whether no process holds it
     */
    record ReuseportImbalance(
            Case common,
            MemberEvidence fullest,
            int members,
            int stuck,
            long othersPeak,
            boolean ownerGone)
            implements QueueFinding {
        @Override
        public String rule() {
            return "reuseport-imbalance";
        }
    }

    /** Most of the limit was used, and somaxconn is what bounds it. Nothing is lost yet. */
    record BacklogCapped(Case common, QueueTrack queue, long somaxconn) implements QueueFinding {
        @Override
        public String rule() {
            return "backlog-capped";
        }
    }

    /** {@code tcp_abort_on_overflow} is on: the kernel resets some of the refused clients. */
    record AbortOnOverflow(Case common, boolean overflowed) implements QueueFinding {
        @Override
        public String rule() {
            return "abort-on-overflow";
        }
    }

    /** A UNIX listener was seen full; the kernel counts nothing there. */
    record UnixQueueFull(Case common, QueueTrack queue) implements QueueFinding {
        @Override
        public String rule() {
            return "unix-queue-full";
        }
    }

    /** A UNIX datagram socket takes no more: whoever sends to it blocks. */
    record UnixDatagramQueue(Case common, OptionalLong limit, boolean always)
            implements QueueFinding {
        @Override
        public String rule() {
            return "unix-datagram-queue";
        }
    }
}
