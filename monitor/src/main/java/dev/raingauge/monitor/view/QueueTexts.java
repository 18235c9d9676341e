package dev.raingauge.monitor.view;

import static dev.raingauge.monitor.view.FindingTexts.count;
import static dev.raingauge.monitor.view.FindingTexts.where;
import static dev.raingauge.monitor.view.FindingTexts.who;

import dev.raingauge.monitor.diagnose.ProcessFacts;
import dev.raingauge.monitor.diagnose.QueueFinding;
import dev.raingauge.monitor.diagnose.QueueFinding.AbortOnOverflow;
import dev.raingauge.monitor.diagnose.QueueFinding.AcceptQueueOverflow;
import dev.raingauge.monitor.diagnose.QueueFinding.AcceptorStalled;
import dev.raingauge.monitor.diagnose.QueueFinding.BacklogCapped;
import dev.raingauge.monitor.diagnose.QueueFinding.BurstOverflow;
import dev.raingauge.monitor.diagnose.QueueFinding.FileDescriptorLimit;
import dev.raingauge.monitor.diagnose.QueueFinding.ReuseportImbalance;
import dev.raingauge.monitor.diagnose.QueueFinding.SlowAccept;
import dev.raingauge.monitor.diagnose.QueueFinding.UnattributedOverflow;
import dev.raingauge.monitor.diagnose.QueueFinding.UnixDatagramQueue;
import dev.raingauge.monitor.diagnose.QueueFinding.UnixQueueFull;
import dev.raingauge.monitor.diagnose.WaitTrack;
import java.util.ArrayList;
import java.util.List;

/** Findings about accept queues, in words. */
final class QueueTexts {
    private static final String QUEUE_IS_NO_CURE =
            "A longer backlog: it only lets more clients wait for nothing.";

    private QueueTexts() {}

    static Advice of(QueueFinding finding) {
        return switch (finding) {
            case AcceptQueueOverflow found -> overflow(found);
            case UnattributedOverflow found -> unattributed(found);
            case AcceptorStalled found -> stalled(found);
            case FileDescriptorLimit found -> descriptors(found);
            case SlowAccept found -> slow(found);
            case BurstOverflow found -> BurstText.of(found);
            case ReuseportImbalance found -> imbalance(found);
            case BacklogCapped found -> capped(found);
            case AbortOnOverflow found -> abort(found);
            case UnixQueueFull found -> unix(found);
            case UnixDatagramQueue found -> datagrams(found);
        };
    }

    private static String watch(QueueFinding finding) {
        return FindingTexts.look(finding, "raingauge listeners " + where(finding) + " --watch");
    }

    private static Advice overflow(AcceptQueueOverflow found) {
        String address = where(found);
        String answer =
                found.abortOnOverflow()
                        ? " Some clients are reset, the others get no answer and try again."
                        : "";
        return new Advice(
                "%s refused %s because its accept queue was full.%s"
                        .formatted(address, count(found.drops().overflows(), "packet"), answer),
                List.of(
                        found.cause()
                                .map(cause -> "See " + cause + " of the same address: the cause.")
                                .orElse(
                                        "Find out why the queue fills: "
                                                + FindingTexts.look(
                                                        found, "raingauge doctor --for=60s")
                                                + ", best at the time of day when it happens.")),
                List.of(
                        "net.ipv4.tcp_max_syn_backlog: it bounds requests that are not connections"
                                + " yet."),
                List.of(FindingTexts.still(found, "TcpExtListenOverflows")));
    }

    private static Advice unattributed(UnattributedOverflow found) {
        String closed =
                !found.closedMeanwhile().isEmpty()
                        ? "The listener was closed meanwhile: "
                                + String.join(", ", found.closedMeanwhile())
                                + "."
                        : !found.suspects().isEmpty()
                                ? "Which one cannot be told without the listeners' own drops;"
                                        + " connections were seen waiting at "
                                        + String.join(", ", found.suspects())
                                        + "."
                                : "No listener's own drops explain them: it was opened and closed"
                                        + " within the observation, or this kernel does not count"
                                        + " them by listener.";
        return new Advice(
                "An accept queue of this namespace refused %s. %s"
                        .formatted(count(found.packets(), "packet"), closed),
                List.of("Look again: " + FindingTexts.look(found, "raingauge doctor --for=30s")),
                List.of(),
                List.of(FindingTexts.still(found, "TcpExtListenOverflows")));
    }

    private static Advice stalled(AcceptorStalled found) {
        WaitTrack waits = found.waits();
        var summary =
                new StringBuilder(
                        "Nobody accepts at %s: %s in its queue, nothing was accepted for %s, and"
                                .formatted(
                                        where(found),
                                        waiting(found.queue().lastDepth()),
                                        Units.duration(waits.stillFor())));
        summary.append(" the first has waited for ").append(Units.duration(waits.longest()));
        summary.append('.');
        if (waits.lastClientsGone() > 0) {
            summary.append(" %s given up already.".formatted(clientsHave(waits.lastClientsGone())));
        }
        var remedy = new ArrayList<String>();
        if (found.processStopped()) {
            String pid =
                    found.common().subject().processes().stream()
                            .filter(ProcessFacts::stopped)
                            .findFirst()
                            .map(process -> Integer.toString(process.pid()))
                            .orElse("PID");
            summary.append(" %s is stopped.".formatted(who(found)));
            remedy.add("Let it go on: kill -CONT " + pid + "; and find out who stopped it.");
        } else {
            remedy.add(
                    "See what the accepting thread of "
                            + who(found)
                            + " does: a thread dump ("
                            + dumps(found)
                            + "). It has ended, or waits for a lock.");
            remedy.add("Restart the process; clients in the queue are lost then.");
        }
        return new Advice(
                summary.toString(),
                remedy,
                List.of("A longer backlog or somaxconn: more clients would wait for nothing."),
                List.of(watch(found) + ": the queue drains to 0"));
    }

    private static String dumps(AcceptorStalled found) {
        String pid =
                found.common().subject().processes().stream()
                        .findFirst()
                        .map(process -> Integer.toString(process.pid()))
                        .orElse("PID");
        return "jstack %1$s, py-spy dump --pid %1$s, gdb -p %1$s".formatted(pid);
    }

    private static String clientsHave(long number) {
        return count(number, "client") + (number == 1 ? " has" : " have");
    }

    private static String waiting(long number) {
        return number == 1 ? "1 connection waits" : number + " connections wait";
    }

    private static Advice descriptors(FileDescriptorLimit found) {
        ProcessFacts owner = found.owner();
        String name = FindingTexts.named(owner);
        return new Advice(
                ("%s cannot accept at %s: it has %d descriptors open and may have %d. Each accept"
                                + " fails with EMFILE and the connection stays in the queue.")
                        .formatted(
                                name,
                                where(found),
                                owner.openDescriptors().orElse(0),
                                owner.softLimit().orElse(0)),
                List.of(
                        "See what they are: ls -l /proc/%d/fd. If one kind grows without end, that"
                                        .formatted(owner.pid())
                                + " is a leak to be mended.",
                        "Otherwise raise the limit: LimitNOFILE= in the unit, or prlimit --pid %d"
                                        .formatted(owner.pid())
                                + " --nofile=65536 for now."),
                List.of(QUEUE_IS_NO_CURE, "fs.file-max: it bounds the host, not the process."),
                List.of(
                        FindingTexts.look(found, "raingauge limits")
                                + ": descriptors stay below the limit"));
    }

    private static Advice slow(SlowAccept found) {
        return new Advice(
                ("%s accepts more slowly than clients come: half of those who wait have waited"
                                + " longer than %s, the longest %s.")
                        .formatted(
                                where(found),
                                Units.duration(found.waits().median()),
                                Units.duration(found.waits().longest())),
                List.of(
                        "Let %s accept sooner: more workers or threads, or do less before the next"
                                        .formatted(who(found))
                                + " accept.",
                        "If it has no capacity left, turn clients away early (a limit in front of"
                                + " it) or add instances."),
                List.of(
                        "A longer backlog: clients wait longer, and give up while they are"
                                + " queued."),
                List.of(
                        watch(found)
                                + ": the longest wait falls below 100 ms and drops stand still"));
    }

    private static Advice imbalance(ReuseportImbalance found) {
        List<ProcessFacts> owners = found.fullest().owners();
        String owner = owners.isEmpty() ? "" : " of " + who(owners);
        String whose;
        var remedy = new ArrayList<String>();
        if (found.ownerGone()) {
            whose =
                    "No process has it any more: it was handed over and lost, and still gets its"
                            + " share of the clients.";
            remedy.add(
                    "Restart the service that listens here, so that every descriptor of the socket"
                            + " is closed; a supervisor may still hold it.");
        } else if (owners.isEmpty()) {
            whose =
                    "No process that could be looked at has it: it was handed over and lost, or it"
                            + " belongs to one that may not be looked at (see Not seen).";
            remedy.add(
                    "Look as root on the host itself. If still nobody has it, restart the service"
                            + " that listens here, and its supervisor, which may hold it.");
        } else {
            whose =
                    "The kernel deals clients out by a hash of their addresses, not by who has"
                            + " room.";
            remedy.add("Find out what the process" + owner + " waits for, and restart it.");
        }
        remedy.add(
                "When a worker of a group ends, close its listener or let net.ipv4.tcp_migrate_req"
                        + " = 1 move its clients (kernel 5.14 and later).");
        return new Advice(
                ("One of %d sockets at %s%s has up to %d connections waiting while the others have"
                                + " at most %d. %s")
                        .formatted(
                                found.members(),
                                where(found),
                                owner,
                                found.fullest().queue().peakDepth(),
                                found.othersPeak(),
                                whose),
                remedy,
                List.of("A longer backlog, or more workers: the stuck socket keeps its share."),
                List.of(
                        FindingTexts.look(found, "raingauge listeners --json")
                                + ": no socket of the address stays full"));
    }

    private static Advice capped(BacklogCapped found) {
        return new Advice(
                ("The queue of %s held up to %d of %d connections, and net.core.somaxconn is what"
                                + " bounds it. Nothing is lost yet.")
                        .formatted(where(found), found.queue().peakDepth(), found.somaxconn()),
                List.of(
                        FindingTexts.command(
                                        found,
                                        "sysctl -w net.core.somaxconn="
                                                + Math.max(1024, 4 * found.somaxconn()))
                                + ", then restart "
                                + who(found)
                                + ": a listener keeps the limit it was given."),
                List.of("net.ipv4.tcp_max_syn_backlog: it bounds requests, not connections."),
                List.of(
                        FindingTexts.look(found, "raingauge listeners " + where(found))
                                + ": the limit is the new one"));
    }

    private static Advice abort(AbortOnOverflow found) {
        return new Advice(
                "net.ipv4.tcp_abort_on_overflow is 1: a client whose last step of the handshake"
                        + " finds the queue full is reset instead of being let in a moment later."
                        + (found.overflowed() ? " That is happening now." : ""),
                List.of(
                        FindingTexts.command(found, "sysctl -w net.ipv4.tcp_abort_on_overflow=0")
                                + ", and cure the overflow itself."),
                List.of("Leaving it on as an alarm: dropped SYNs stay silent all the same."),
                List.of(FindingTexts.look(found, "raingauge limits") + ": the setting is 0"));
    }

    private static Advice unix(UnixQueueFull found) {
        List<String> checks = List.of(watch(found) + ": the queue stays at or below its limit");
        return new Advice(
                ("%s was full in %d of %d looks: connect() blocks there or fails with EAGAIN. The"
                                + " kernel counts nothing of it; more may have happened between"
                                + " looks.")
                        .formatted(
                                where(found), found.queue().fullSamples(), found.queue().samples()),
                List.of(
                        "See what %s does instead of accepting; add workers if it is busy."
                                .formatted(who(found)),
                        "If it is quick and the bursts are short, give it a longer backlog (now"
                                + " %d) and let it listen again."
                                        .formatted(found.queue().limit().orElse(0))),
                List.of("A switch to TCP: refused clients would then try again without a word."),
                checks);
    }

    private static Advice datagrams(UnixDatagramQueue found) {
        return new Advice(
                "The datagram socket %s takes no more%s: whoever sends to it blocks or gets EAGAIN."
                        .formatted(
                                where(found), found.always() ? " whenever it was looked at" : ""),
                List.of(
                        "See why %s does not read; it is stopped, stuck or too slow."
                                .formatted(who(found))),
                List.of(
                        "net.unix.max_dgram_qlen"
                                + (found.limit().isPresent()
                                        ? " (now " + found.limit().getAsLong() + ")"
                                        : "")
                                + ": a longer queue only fills later if nobody reads."),
                List.of("raingauge doctor finds nothing here"));
    }
}
