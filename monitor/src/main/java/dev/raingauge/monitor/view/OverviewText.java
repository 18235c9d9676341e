package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.OverviewReport;
import dev.raingauge.monitor.analyse.OverviewReport.Elsewhere;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.List;

/** The screen without a command. */
public final class OverviewText {
    private static final int MOST_LISTENERS = 10;
    private static final List<String> TELLING =
            List.of(
                    "TcpExtListenOverflows",
                    "TcpExtListenDrops",
                    "TcpExtTCPReqQFullDrop",
                    "TcpExtTCPReqQFullDoCookies");

    private final Page page;
    private final Appendable out;

    private OverviewText(Page page, Appendable out) {
        this.page = page;
        this.out = out;
    }

    public static void write(OverviewReport report, boolean named, Page page, Appendable out)
            throws IOException {
        new OverviewText(page, out).write(report, named);
    }

    private void write(OverviewReport report, boolean named) throws IOException {
        String host = page.printable(report.look().host());
        out.append(Style.HEAD.on(host, page)).append(", Linux ");
        out.append(page.printable(report.look().kernel())).append(", ");
        out.append(Timestamp.of(report.look().time())).append("\n\n");
        for (NamespaceSummary summary : report.summary().namespaces()) {
            connections(summary, named);
        }
        if (report.counters().isPresent()) {
            counters(report.counters().get());
        }
        if (report.elsewhere().isPresent()) {
            elsewhere(report.elsewhere().get());
        }
        listeners(report.listeners(), named);
        next();
        Foot.write(report.look(), page, out);
    }

    private void connections(NamespaceSummary summary, boolean named) throws IOException {
        String where = named ? "In " + page.printable(summary.namespace().name()) + ": " : "";
        Foot.sentence(
                where
                        + count(summary, TcpState.ESTABLISHED)
                        + " established, "
                        + count(summary, TcpState.SYN_RECV)
                        + " half open, "
                        + count(summary, TcpState.CLOSE_WAIT)
                        + " in CLOSE_WAIT, "
                        + count(summary, TcpState.TIME_WAIT)
                        + " in TIME_WAIT.",
                page,
                out);
    }

    private static String count(NamespaceSummary summary, TcpState state) {
        var count = summary.tcp().state(state);
        return count.isPresent() ? Long.toString(count.getAsLong()) : "?";
    }

    private void counters(Counters counters) throws IOException {
        if (counters.get("TcpExtListenDrops").isEmpty()) {
            return;
        }
        var text = new StringBuilder();
        for (String name : TELLING) {
            if (counters.get(name).orElse(0) > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ');
                text.append(counters.get(name).getAsLong());
            }
        }
        Foot.sentence(
                text.isEmpty()
                        ? "No listener has dropped anything since the namespace was made."
                        : "Since the namespace was made: " + text + ".",
                page,
                out);
    }

    private void elsewhere(Elsewhere other) throws IOException {
        if (other.namespaces() == 0) {
            return;
        }
        String namespaces = other.namespaces() == 1 ? " namespace" : " namespaces";
        Foot.sentence(
                other.namespaces()
                        + " other"
                        + namespaces
                        + " on this host: "
                        + other.listeners()
                        + (other.listeners() == 1 ? " listener, " : " listeners, ")
                        + (other.full() == 0 ? "none full" : other.full() + " FULL")
                        + (other.entered() < other.namespaces()
                                ? " in the " + other.entered() + " that were looked at."
                                : "."),
                page,
                out);
    }

    private void listeners(ListenersReport report, boolean named) throws IOException {
        List<Row> first = report.rows().stream().limit(MOST_LISTENERS).toList();
        out.append('\n').append(ListenersTable.headline(report, page)).append('\n');
        ListenersTable.rows(report, first, named, page, out);
        int more = report.rows().size() - first.size();
        if (more > 0) {
            out.append("and ").append(Integer.toString(more)).append(" more\n");
        }
    }

    private void next() throws IOException {
        out.append("\nType next:\n");
        command("raingauge listeners", "all of them");
        command("raingauge listeners --namespace=all", "in every namespace of the host");
        command("raingauge counters", "what the kernel has counted, explained");
        command("raingauge limits", "what bounds the queues");
        command("raingauge --help", "everything else");
    }

    private void command(String command, String what) throws IOException {
        out.append("  ").append(Letters.padded(command, 37)).append(what).append('\n');
    }
}
