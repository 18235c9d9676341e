package dev.raingauge.monitor.view;

import static dev.raingauge.monitor.view.FindingTexts.count;

import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.HostFinding.MissingPrivilege;
import dev.raingauge.monitor.diagnose.HostFinding.Orphans;
import dev.raingauge.monitor.diagnose.HostFinding.OverflowElsewhere;
import dev.raingauge.monitor.diagnose.HostFinding.SocketLeak;
import dev.raingauge.monitor.diagnose.HostFinding.TcpMemory;
import dev.raingauge.monitor.diagnose.HostFinding.TimeWaitOverflow;
import dev.raingauge.sockdiag.model.Gap;
import java.util.List;

/** Findings about a namespace or the host, in words. */
final class HostTexts {
    private HostTexts() {}

    static Advice of(HostFinding finding) {
        return switch (finding) {
            case TimeWaitOverflow found -> timeWait(found);
            case TcpMemory found -> memory(found);
            case Orphans found -> orphans(found);
            case SocketLeak found -> leak(found);
            case OverflowElsewhere found -> elsewhere(found);
            case MissingPrivilege found -> privilege(found);
        };
    }

    private static Advice timeWait(TimeWaitOverflow found) {
        return new Advice(
                "%s could not be kept in TIME_WAIT: net.ipv4.tcp_max_tw_buckets is reached."
                        .formatted(count(found.packets(), "closed connection")),
                List.of(
                        "Raise net.ipv4.tcp_max_tw_buckets: one costs about 250 bytes.",
                        "Let the client close first, or keep connections open for several"
                                + " requests."),
                List.of(
                        "tcp_tw_recycle: it broke clients and was removed in kernel 4.12.",
                        "net.ipv4.tcp_fin_timeout: it is about FIN_WAIT2; TIME_WAIT lasts 60 s."),
                List.of(FindingTexts.still(found, "TcpExtTCPTimeWaitOverflow")));
    }

    private static Advice memory(TcpMemory found) {
        return new Advice(
                ("TCP uses %d pages of memory on the whole host; from %d the kernel saves, above %d"
                                + " it refuses.")
                        .formatted(found.pages(), found.pressure(), found.most()),
                List.of(
                        "Find who holds it: raingauge sockets -m shows large queues; look for"
                                + " applications that do not read.",
                        "If the load is lawful, raise net.ipv4.tcp_mem (pages, initial"
                                + " namespace)."),
                List.of("tcp_rmem and tcp_wmem: larger buffers use more of it."),
                List.of("raingauge summary: memory falls below the pressure mark"));
    }

    private static Advice orphans(Orphans found) {
        return new Advice(
                ("%d connections on the whole host belong to no process any more, of at most %d;"
                                + " the kernel may count each double or fourfold and reset them.")
                        .formatted(found.orphans(), found.most()),
                List.of(
                        "Find their destination: raingauge sockets state fin-wait-1. The other side"
                                + " does not read or does not answer.",
                        "net.ipv4.tcp_orphan_retries lower, so that they are given up sooner."),
                List.of("net.ipv4.tcp_max_orphans alone: each holds unswappable memory."),
                List.of("raingauge summary: orphans fall"));
    }

    private static Advice leak(SocketLeak found) {
        return new Advice(
                "%s makes sockets and forgets them: %s sockets that no list shows."
                        .formatted(FindingTexts.named(found.process()), found.sockets()),
                List.of(
                        "ls -l /proc/%d/fd shows them; look for a socket() whose error path does"
                                        .formatted(found.process().pid())
                                + " not close."),
                List.of("ss and netstat: neither bound nor connected sockets are in no list."),
                List.of(
                        FindingTexts.look(found, "raingauge limits")
                                + ": the descriptors of the process stop growing"));
    }

    private static Advice elsewhere(OverflowElsewhere found) {
        String name = found.common().subject().namespace().name();
        return new Advice(
                ("Another network namespace, %s, refused connections while you looked here"
                                + " (%s overflows). Its counters and listeners are not in yours.")
                        .formatted(name, found.overflows()),
                List.of("raingauge doctor " + FindingTexts.namespaceOption(name)),
                List.of("Settings of this namespace: the other one has its own."),
                List.of("raingauge doctor --namespace=all finds nothing"));
    }

    private static Advice privilege(MissingPrivilege found) {
        Gap first = found.gaps().getFirst();
        String more = found.gaps().size() > 1 ? " And " + (found.gaps().size() - 1) + " more." : "";
        return new Advice(
                "Something could not be looked at. " + first + "." + more,
                List.of(
                        first.remedy().isEmpty()
                                ? "Run it as root, or with the capabilities that are named above."
                                : "Try this: " + first.remedy() + "."),
                List.of(),
                List.of("raingauge doctor no longer says so"));
    }
}
