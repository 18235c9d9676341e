package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that a rule found. It carries its numbers; the text is made of them elsewhere, in a
 * switch without a default, so that a new kind of finding does not compile until it is described.
 */
public sealed interface Finding {
    /** Severity, confidence, whom it is about, and the numbers that prove it. */
    Case common();

    /** The id in JSON, in metrics and in the name of its page in {@code docs/diagnosis}. */
    String rule();

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
            implements Finding {
        @Override
        public String rule() {
            return "accept-queue-overflow";
        }
    }

    /**
     * Overflows that no listener explains: it was closed meanwhile, or this kernel does not count
     * them by listener.
     */
    record UnattributedOverflow(Case common, long packets, List<String> closedMeanwhile)
            implements Finding {
        public UnattributedOverflow {
            closedMeanwhile = List.copyOf(closedMeanwhile);
        }

        @Override
        public String rule() {
            return "accept-queue-overflow";
        }
    }

    /** Connections wait and none of them is accepted. */
    record AcceptorStalled(Case common, QueueTrack queue, WaitTrack waits, boolean processStopped)
            implements Finding {
        @Override
        public String rule() {
            return "acceptor-stalled";
        }
    }

    /** The owner cannot accept: it has no descriptor left. */
    record FileDescriptorLimit(Case common, ProcessFacts owner, QueueTrack queue, WaitTrack waits)
            implements Finding {
        @Override
        public String rule() {
            return "file-descriptor-limit";
        }
    }

    /** Connections are accepted, but slower than they come. */
    record SlowAccept(Case common, QueueTrack queue, WaitTrack waits) implements Finding {
        @Override
        public String rule() {
            return "slow-accept";
        }
    }

    /** More clients came at once than the queue holds. */
    record BurstOverflow(
            Case common, QueueTrack queue, Sizing sizing, BindingSide side, OptionalLong somaxconn)
            implements Finding {
        @Override
        public String rule() {
            return "burst-overflow";
        }
    }

    /** One socket of a SO_REUSEPORT group is full while others are nearly empty. */
    record ReuseportImbalance(
            Case common,
            MemberEvidence fullest,
            int members,
            int stuck,
            long othersPeak,
            boolean ownerGone)
            implements Finding {
        @Override
        public String rule() {
            return "reuseport-imbalance";
        }
    }

    /** Part of the limit is used up and somaxconn is what bounds it. */
    record BacklogCapped(Case common, QueueTrack queue, long somaxconn) implements Finding {
        @Override
        public String rule() {
            return "backlog-capped";
        }
    }

    /** A UNIX listener was seen full; the kernel counts nothing there. */
    record UnixQueueFull(Case common, QueueTrack queue, Duration seenFullFor) implements Finding {
        @Override
        public String rule() {
            return "unix-queue-full";
        }
    }
}
