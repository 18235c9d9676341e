package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.view.TextTable.Cell;
import dev.raingauge.monitor.view.TextTable.Column;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The table of {@code listeners}: the fullest queue first. */
public final class ListenersTable {
    private static final double NEARLY_FULL = 0.75;
    private static final String NOT_FOR_UNIX = "-";

    private final Page page;

    private ListenersTable(Page page) {
        this.page = page;
    }

    /**
     * Writes headline, table and what could not be looked at.
     *
     * @param named whether the namespace is named even if it is only one
     */
    public static void write(ListenersReport report, boolean named, Page page, Appendable out)
            throws IOException {
        out.append(headline(report, page)).append('\n');
        rows(report, report.rows(), named, page, out);
        Foot.write(report.look(), page, out);
    }

    /** The table alone, of some of the rows. */
    static void rows(
            ListenersReport report, List<Row> rows, boolean named, Page page, Appendable out)
            throws IOException {
        var maker = new ListenersTable(page);
        TextTable all = maker.table(rows);
        if (rows.isEmpty()) {
            return;
        }
        int[] widths = all.widths();
        if (report.namespaces().size() < 2 && !named) {
            all.write(out);
            return;
        }
        for (var group : byNamespace(rows).entrySet()) {
            out.append('\n').append(maker.title(group.getKey())).append('\n');
            TextTable table = maker.table(group.getValue());
            table.writeHead(widths, out);
            table.writeRows(widths, out);
        }
        quiet(report, rows, page, out);
    }

    private static void quiet(ListenersReport report, List<Row> rows, Page page, Appendable out)
            throws IOException {
        var heard = rows.stream().map(Row::namespace).collect(Collectors.toSet());
        String silent =
                report.namespaces().stream()
                        .filter(namespace -> !heard.contains(namespace))
                        .map(namespace -> page.printable(namespace.name()))
                        .collect(Collectors.joining(", "));
        if (!silent.isEmpty()) {
            out.append('\n');
            Foot.sentence("Nobody listens in: " + silent + ".", page, out);
        }
    }

    /** How many there are, and how many of them are full. */
    static String headline(ListenersReport report, Page page) {
        int count = report.rows().size();
        long full =
                report.rows().stream()
                        .filter(row -> row.acceptQueue().full().orElse(false))
                        .count();
        int namespaces = report.namespaces().size();
        return switch (count) {
                    case 0 -> "nobody listens";
                    case 1 -> "1 listener";
                    default -> count + " listeners";
                }
                + (namespaces > 1 ? " in " + namespaces + " namespaces" : "")
                + (count == 0 ? "" : ", " + fullness(report.rows(), full, page));
    }

    /** What is known of all of them; "none full" would be a guess where limits are unknown. */
    private static String fullness(List<Row> rows, long full, Page page) {
        if (full > 0) {
            return Style.BAD.on(full + " FULL", page);
        }
        long unknown = rows.stream().filter(row -> row.acceptQueue().full().isEmpty()).count();
        return unknown == 0
                ? "none full"
                : unknown == rows.size()
                        ? "limits unknown"
                        : "none full as far as is known (" + unknown + " without a limit)";
    }

    private String title(Namespace namespace) {
        return Style.HEAD.on("namespace " + page.printable(namespace.name()), page)
                + " ("
                + namespace.id()
                + ")";
    }

    private static Map<Namespace, List<Row>> byNamespace(List<Row> rows) {
        var groups = new LinkedHashMap<Namespace, List<Row>>();
        rows.forEach(
                row -> groups.computeIfAbsent(row.namespace(), _ -> new ArrayList<>()).add(row));
        return groups;
    }

    private TextTable table(List<Row> rows) {
        var table =
                new TextTable(
                        page,
                        Column.left("FULLNESS"),
                        Column.right("QUEUE"),
                        Column.right("DROPS"),
                        Column.right("WAIT"),
                        Column.right("ACTIVE"),
                        Column.right("SYN"),
                        Column.flexible("LISTENER", 12),
                        Column.flexible("OWNER", 7));
        rows.forEach(row -> table.add(cells(row)));
        return table;
    }

    private Cell[] cells(Row row) {
        boolean full = row.acceptQueue().full().orElse(false);
        boolean nearly = row.acceptQueue().utilization().orElse(0) >= NEARLY_FULL;
        Style style = full ? Style.BAD : nearly ? Style.WARN : Style.PLAIN;
        boolean unix = row.address().transport().isUnix();
        boolean dropped = row.drops().orElse(0) > 0;
        return new Cell[] {
            new Cell(Bar.of(row.acceptQueue(), page), style),
            new Cell(queue(row), style),
            new Cell(tcpOnly(row.drops(), unix), dropped ? Style.WARN : Style.PLAIN),
            Cell.of(wait(row, unix)),
            Cell.of(Units.count(row.connections().active(), page)),
            Cell.of(tcpOnly(row.synQueue(), unix)),
            new Cell(name(row), remarks(row), full ? Style.HEAD : Style.PLAIN),
            Cell.of(owner(row))
        };
    }

    private String queue(Row row) {
        return Units.count(row.acceptQueue().depth(), page)
                + "/"
                + Units.count(row.acceptQueue().limit(), page);
    }

    private String tcpOnly(OptionalLong figure, boolean unix) {
        return unix ? NOT_FOR_UNIX : Units.count(figure, page);
    }

    private static String wait(Row row, boolean unix) {
        if (unix || row.acceptQueue().depth() == 0) {
            return NOT_FOR_UNIX;
        }
        Duration wait = row.longestWait().orElse(Duration.ZERO);
        return row.longestWait().isEmpty() ? "?" : Units.duration(wait);
    }

    private String name(Row row) {
        String address = row.address().toString();
        return address.isEmpty() ? "(no name)" : page.printable(address);
    }

    /** What the address does not say. */
    private String remarks(Row row) {
        var text = new StringBuilder();
        row.interfaceName().ifPresent(name -> text.append(" on ").append(page.printable(name)));
        if (row.address().transport() == Transport.MPTCP) {
            text.append(" mptcp");
        }
        if (row.address().transport() == Transport.UNIX_SEQPACKET) {
            text.append(" seqpacket");
        }
        if (row.sockets().size() > 1) {
            text.append(page.unicode() ? " ×" : " x").append(row.sockets().size());
        }
        return text.toString();
    }

    private String owner(Row row) {
        List<ProcessRef> owners = row.owners();
        if (owners.isEmpty()) {
            OptionalLong uid =
                    row.sockets().isEmpty() ? OptionalLong.empty() : row.sockets().getFirst().uid();
            return uid.isPresent() ? "uid " + uid.getAsLong() : "?";
        }
        ProcessRef first = owners.getFirst();
        return page.printable(first.name())
                + "["
                + first.pid()
                + "]"
                + (owners.size() > 1 ? " +" + (owners.size() - 1) : "");
    }
}
