package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.CloseReport;
import dev.raingauge.monitor.analyse.CloseReport.Row;
import dev.raingauge.monitor.view.TextTable.Cell;
import dev.raingauge.monitor.view.TextTable.Column;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Fate;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@code close} did, or would do: which sockets, and each one's fate. */
public final class CloseTable {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.left("Netid"),
                    Column.left("State"),
                    Column.left("Local Address:Port"),
                    Column.left("Peer Address:Port"),
                    Column.flexible("Process", 12));

    private CloseTable() {}

    /**
     * Writes the table and what it comes to. Addresses are shown whole, however narrow the page: by
     * them one decides. In a rehearsal no socket has a fate.
     *
     * @param named whether the namespaces are named
     */
    public static void write(CloseReport report, boolean named, Page page, Appendable out)
            throws IOException {
        var columns = new ArrayList<Column>(COLUMNS);
        if (named) {
            columns.addFirst(Column.left("Namespace"));
        }
        if (!report.rehearsal()) {
            columns.addFirst(Column.left("Fate"));
        }
        var table = new TextTable(page, columns.toArray(Column[]::new));
        for (Row row : report.rows()) {
            var cells = new ArrayList<Cell>();
            row.fate().ifPresent(fate -> cells.add(new Cell(word(fate), style(fate))));
            if (named) {
                cells.add(Cell.of(page.printable(row.namespace().name())));
            }
            cells.add(Cell.of(row.key().protocol().label()));
            cells.add(Cell.of(SocketWords.state(row.state())));
            cells.add(Cell.of(local(row, page)));
            cells.add(Cell.of(isConnected(row) ? row.remote().toString() : "*"));
            cells.add(Cell.of(processes(row, page)));
            table.add(cells.toArray(Cell[]::new));
        }
        if (!report.rows().isEmpty()) {
            table.write(out);
        }
        for (String line : Letters.lines(sum(report), page.textWidth())) {
            out.append(line).append('\n');
        }
        Foot.write(report.look(), page, out);
    }

    private static String local(Row row, Page page) {
        Endpoint local = row.local();
        return row.interfaceName()
                .map(name -> page.printable(local + "%" + name))
                .orElse(local.toString());
    }

    private static boolean isConnected(Row row) {
        return row.remote().port() != 0 || !row.remote().address().isAny();
    }

    private static String processes(Row row, Page page) {
        var text = new StringBuilder();
        for (ProcessRef process : row.processes()) {
            text.append(text.isEmpty() ? "" : ", ");
            text.append(page.printable(process.name())).append('/').append(process.pid());
        }
        return text.toString();
    }

    private static String word(Fate fate) {
        return switch (fate) {
            case CLOSED -> "closed";
            case GONE -> "was gone";
            case NOT_FOUND, NOT_PERMITTED, NOT_SUPPORTED -> "NOT closed";
        };
    }

    private static Style style(Fate fate) {
        return word(fate).startsWith("NOT") ? Style.BAD : Style.PLAIN;
    }

    /** What it comes to, and what would help. */
    static String sum(CloseReport report) {
        long all = report.rows().size();
        if (all == 0) {
            return "No socket matches: nothing to close.";
        }
        var text = new StringBuilder();
        if (report.rehearsal()) {
            text.append(all == 1 ? "1 socket" : all + " sockets");
            text.append(" would be closed; nothing was. The same command with --yes does it.");
        } else {
            text.append(report.count(Fate.CLOSED)).append(" of ").append(all).append(" closed.");
        }
        if (report.count(Fate.GONE) > 0) {
            text.append(" Those that were gone had closed before we came to them.");
        }
        if (report.count(Fate.NOT_PERMITTED) > 0) {
            text.append(" Closing other people's sockets needs CAP_NET_ADMIN: run it as root.");
        }
        if (report.count(Fate.NOT_SUPPORTED) > 0) {
            text.append(
                    " This kernel cannot close sockets on request: it was built without"
                            + " CONFIG_INET_DIAG_DESTROY. End the process, or let it close.");
        }
        if (report.count(Fate.NOT_FOUND) > 0) {
            text.append(
                    " The kernel found another socket at the same address (SO_REUSEPORT) each time;"
                            + " close them all, or end the process.");
        }
        boolean listeners = report.rows().stream().anyMatch(r -> r.state() == TcpState.LISTEN);
        if (listeners) {
            text.append(
                    report.rehearsal()
                            ? " Closing a listener ends its port: nobody can connect any more, those"
                            : " A listener that was closed ends its port: nobody can connect any more,"
                                    + " those");
            text.append(
                    " who wait in its queue are reset, and its process only sees accept() fail; most"
                            + " programs must be restarted then.");
        }
        return text.toString();
    }
}
