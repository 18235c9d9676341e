package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Every listener that was seen, one row for each address of each namespace.
 *
 * @param namespaces those that were looked at, also where nobody listens
 * @param rows the fullest queue first
 */
public record ListenersReport(Look look, List<Namespace> namespaces, List<Row> rows) {
    /** Fullest first, then the longest queue, then most drops, then by address. */
    public static final Comparator<Row> FULLEST_FIRST =
            Comparator.<Row>comparingInt(row -> row.acceptQueue().full().orElse(false) ? 0 : 1)
                    .thenComparingDouble(row -> -row.acceptQueue().utilization().orElse(0))
                    .thenComparingLong(row -> -row.acceptQueue().depth())
                    .thenComparingLong(row -> -row.drops().orElse(0))
                    .thenComparing(Row::address)
                    .thenComparingLong(row -> row.namespace().id());

    public ListenersReport {
        namespaces = List.copyOf(namespaces);
        rows = rows.stream().sorted(FULLEST_FIRST).toList();
    }

    /** Joins what was seen of each namespace. */
    public static ListenersReport of(Look look, List<SeenListeners> seen) {
        return new ListenersReport(
                look,
                seen.stream().map(SeenListeners::namespace).toList(),
                seen.stream().flatMap(ListenerRows::of).toList());
    }

    /** The rows of one namespace, in no order. */
    public static List<Row> rows(SeenListeners seen) {
        return ListenerRows.of(seen).toList();
    }

    /** The same report with only the rows that are wanted. */
    public ListenersReport only(Predicate<Row> wanted) {
        return new ListenersReport(look, namespaces, rows.stream().filter(wanted).toList());
    }

    /**
     * One address that clients connect to.
     *
     * @param interfaceName the interface that it is bound to, or its index where the name is not
     *     known; empty where it is bound to none
     * @param synQueue connections in the SYN queue; empty for UNIX and where not looked at
     * @param drops the sockets' own drop counters added up, in packets; empty for UNIX and where
     *     the kernel does not tell
     * @param longestWait how long the first connection in the queue has waited; zero where none
     *     waits, empty where it cannot be known and for UNIX
     * @param sockets several only with SO_REUSEPORT
     */
    public record Row(
            Namespace namespace,
            ListenerAddress address,
            Optional<String> interfaceName,
            QueueSum acceptQueue,
            OptionalLong synQueue,
            OptionalLong drops,
            Connections connections,
            Optional<Duration> longestWait,
            List<ListeningSocket> sockets) {
        public Row {
            sockets = List.copyOf(sockets);
        }

        /** Every process that holds one of the sockets, each once, by pid. */
        public List<ProcessRef> owners() {
            return sockets.stream()
                    .flatMap(socket -> socket.processes().stream())
                    .sorted(Comparator.comparingInt(ProcessRef::pid))
                    .filter(new FirstOfEachPid())
                    .toList();
        }
    }

    /**
     * The connections of a listener. Unit: connections; empty where not looked at or not known.
     *
     * @param active established and accepted
     * @param waiting established or CLOSE_WAIT and not yet accepted
     * @param closeWait accepted and in CLOSE_WAIT; always empty for UNIX
     */
    public record Connections(OptionalLong active, OptionalLong waiting, OptionalLong closeWait) {}

    /**
     * One listening socket.
     *
     * @param cookie the kernel's name of it; empty from /proc
     * @param uid whose it is; empty where the kernel does not tell
     * @param drops packets since {@code listen(2)}; empty for UNIX and where not known
     * @param cgroup path of its cgroup-v2 directory; empty where not known
     * @param processes who holds it open; empty also where that is not visible
     */
    public record ListeningSocket(
            long inode,
            OptionalLong cookie,
            OptionalLong uid,
            AcceptQueue acceptQueue,
            OptionalLong drops,
            Optional<String> cgroup,
            List<ProcessRef> processes) {
        public ListeningSocket {
            processes = List.copyOf(processes);
        }
    }

    /** Lets each pid through once; the stream must be ordered by pid. */
    private static final class FirstOfEachPid implements Predicate<ProcessRef> {
        private int last = -1;

        @Override
        public boolean test(ProcessRef process) {
            boolean first = process.pid() != last;
            last = process.pid();
            return first;
        }
    }
}
