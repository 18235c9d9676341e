package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Figure;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.Scope;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.monitor.view.TextTable.Cell;
import dev.raingauge.monitor.view.TextTable.Column;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.OptionalLong;

/** The table of {@code summary}: one namespace in full, or a line for each of several. */
public final class SummaryTable {
    private final Page page;

    private SummaryTable(Page page) {
        this.page = page;
    }

    /**
     * Writes the totals and what could not be looked at.
     *
     * @param named whether the namespace is named even if it is only one
     */
    public static void write(SummaryReport report, boolean named, Page page, Appendable out)
            throws IOException {
        var table = new SummaryTable(page);
        if (report.all()) {
            table.lines(report).write(out);
            if (!report.namespaces().isEmpty()) {
                out.append('\n');
                table.ofHost(report.namespaces().getFirst()).write(out);
            }
        } else {
            for (NamespaceSummary summary : report.namespaces()) {
                if (named) {
                    out.append(
                            Style.HEAD.on(
                                    "namespace " + page.printable(summary.namespace().name()),
                                    page));
                    out.append(" (").append(Long.toString(summary.namespace().id()));
                    out.append(")\n");
                }
                table.figures(summary).write(out);
            }
        }
        Foot.write(report.look(), page, out);
    }

    private TextTable figures(NamespaceSummary summary) {
        TextTable table = scoped();
        for (TcpState state : TcpState.values()) {
            if (state != TcpState.UNKNOWN) {
                add(table, "TCP " + state.label(), Figure.ofNamespace(summary.tcp().state(state)));
            }
        }
        add(table, "TCP in use", summary.tcp().inUse());
        add(table, "TCP timewait sockets", summary.tcp().timeWait());
        add(table, "UDP in use", summary.udp().inUse());
        if (summary.unix().isPresent()) {
            UnixSummary unix = summary.unix().get();
            add(table, "UNIX sockets", Figure.ofNamespace(OptionalLong.of(unix.inUse())));
            add(table, "UNIX listening", Figure.ofNamespace(OptionalLong.of(unix.listening())));
        }
        add(table, "sockets of all kinds", summary.socketsUsed());
        host(table, summary);
        return table;
    }

    private TextTable ofHost(NamespaceSummary summary) {
        TextTable table = scoped();
        host(table, summary);
        return table;
    }

    private void host(TextTable table, NamespaceSummary summary) {
        add(table, "TCP orphans", summary.tcp().orphan());
        add(table, "TCP allocated", summary.tcp().allocated());
        memory(table, "TCP memory", summary.tcp().memoryBytes());
        memory(table, "UDP memory", summary.udp().memoryBytes());
    }

    private TextTable scoped() {
        return new TextTable(
                page, Column.left("FIGURE"), Column.right("SOCKETS"), Column.left("COUNTED IN"));
    }

    private static void add(TextTable table, String name, Figure figure) {
        OptionalLong value = figure.value();
        Style style = value.isPresent() && value.getAsLong() == 0 ? Style.DIM : Style.PLAIN;
        table.add(
                new Cell(name, style),
                new Cell(value.isPresent() ? Long.toString(value.getAsLong()) : "?", style),
                new Cell(scope(figure), style));
    }

    private static void memory(TextTable table, String name, Figure figure) {
        OptionalLong value = figure.value();
        table.add(
                Cell.of(name),
                Cell.of(value.isPresent() ? Units.bytes(value.getAsLong()) : "?"),
                Cell.of(scope(figure)));
    }

    private static String scope(Figure figure) {
        return figure.scope() == Scope.HOST ? "the whole host" : "this namespace";
    }

    private TextTable lines(SummaryReport report) {
        var table =
                new TextTable(
                        page,
                        Column.flexible("NAMESPACE", 10),
                        Column.right("ESTAB"),
                        Column.right("LISTEN"),
                        Column.right("SYN"),
                        Column.right("CLOSEWAIT"),
                        Column.right("TIMEWAIT"),
                        Column.right("CLOSING"),
                        Column.right("UDP"),
                        Column.right("UNIX"));
        for (NamespaceSummary one : report.namespaces()) {
            table.add(
                    Cell.of(page.printable(one.namespace().name())),
                    sum(one, TcpState.ESTABLISHED),
                    sum(one, TcpState.LISTEN),
                    sum(one, TcpState.SYN_SENT, TcpState.SYN_RECV),
                    sum(one, TcpState.CLOSE_WAIT),
                    sum(one, TcpState.TIME_WAIT),
                    sum(
                            one,
                            TcpState.FIN_WAIT1,
                            TcpState.FIN_WAIT2,
                            TcpState.CLOSING,
                            TcpState.LAST_ACK,
                            TcpState.CLOSE),
                    Cell.of(Units.count(one.udp().inUse().value(), page)),
                    Cell.of(one.unix().map(unix -> Units.count(unix.inUse(), page)).orElse("?")));
        }
        return table;
    }

    private Cell sum(NamespaceSummary summary, TcpState... states) {
        long sum = 0;
        for (TcpState state : states) {
            OptionalLong count = summary.tcp().state(state);
            if (count.isEmpty()) {
                return Cell.of("?");
            }
            sum += count.getAsLong();
        }
        return Cell.of(Units.count(sum, page));
    }
}
