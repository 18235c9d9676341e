package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Fate;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.List;
import java.util.Optional;

/**
 * What was closed, or would be.
 *
 * @param rehearsal whether nothing was closed, because nobody said {@code --yes}
 */
public record CloseReport(Look look, boolean rehearsal, List<Row> rows) {
    public CloseReport {
        rows = List.copyOf(rows);
    }

    /**
     * A socket.
     *
     * @param interfaceName the interface that it is bound to; empty: none
     * @param inode 0 where no process has it
     * @param fate what became of it; empty in a rehearsal
     */
    public record Row(
            Namespace namespace,
            SocketKey key,
            TcpState state,
            Endpoint local,
            Endpoint remote,
            Optional<String> interfaceName,
            long inode,
            List<ProcessRef> processes,
            Optional<Fate> fate) {
        public Row {
            processes = List.copyOf(processes);
        }

        /** The same socket with those who hold it. */
        public Row heldBy(List<ProcessRef> holders) {
            return new Row(
                    namespace, key, state, local, remote, interfaceName, inode, holders, fate);
        }

        /** The same socket after the attempt. */
        public Row with(Fate now) {
            return new Row(
                    namespace,
                    key,
                    state,
                    local,
                    remote,
                    interfaceName,
                    inode,
                    processes,
                    Optional.of(now));
        }
    }

    /** How many met this fate. */
    public long count(Fate fate) {
        return rows.stream().filter(row -> row.fate().equals(Optional.of(fate))).count();
    }

    /** Whether every socket is closed now, by us or before. */
    public boolean isDone() {
        return count(Fate.CLOSED) + count(Fate.GONE) == rows.size();
    }
}
