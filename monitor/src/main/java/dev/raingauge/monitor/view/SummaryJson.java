package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Figure;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The document of {@code summary --json} and {@code /api/summary}. */
public final class SummaryJson {
    private SummaryJson() {}

    /** One namespace stands at the top; all of them in a list {@code namespaces}. */
    public static void write(SummaryReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin(report.look());
        namespaces(json, report);
        out.append(json.end());
    }

    /** What was asked for: one namespace's fields, or a list of them. */
    static void namespaces(JsonDocument json, SummaryReport report) {
        if (report.all()) {
            json.list(
                    "namespaces",
                    report.namespaces(),
                    (_, one) -> json.object(() -> body(json, one)));
        } else {
            report.namespaces().forEach(one -> body(json, one));
        }
    }

    /** The fields of one namespace. */
    static void body(JsonDocument json, NamespaceSummary summary) {
        json.namespace(summary.namespace());
        json.number("socketsUsed", summary.socketsUsed().value());
        json.object("tcp", () -> tcp(json, summary.tcp()));
        json.object("udp", () -> udp(json, summary.udp()));
        if (summary.unix().isPresent()) {
            json.object("unix", () -> unix(json, summary.unix().get()));
        } else {
            json.nothing("unix");
        }
    }

    private static void tcp(JsonDocument json, NamespaceSummary.Tcp tcp) {
        json.object(
                "states",
                () -> {
                    for (TcpState state : TcpState.values()) {
                        if (state != TcpState.UNKNOWN) {
                            json.number(state.label(), tcp.state(state));
                        }
                    }
                });
        var figures = new LinkedHashMap<String, Figure>();
        figures.put("inUse", tcp.inUse());
        figures.put("orphan", tcp.orphan());
        figures.put("timeWait", tcp.timeWait());
        figures.put("allocated", tcp.allocated());
        figures.put("memoryBytes", tcp.memoryBytes());
        figures(json, figures);
    }

    private static void udp(JsonDocument json, NamespaceSummary.Udp udp) {
        var figures = new LinkedHashMap<String, Figure>();
        figures.put("inUse", udp.inUse());
        figures.put("memoryBytes", udp.memoryBytes());
        figures(json, figures);
    }

    private static void figures(JsonDocument json, Map<String, Figure> figures) {
        figures.forEach((name, figure) -> json.number(name, figure.value()));
        json.object(
                "scope",
                () -> figures.forEach((name, figure) -> json.text(name, figure.scope().label())));
    }

    private static void unix(JsonDocument json, UnixSummary unix) {
        json.number("inUse", OptionalLong.of(unix.inUse()));
        json.number("listening", unix.listening());
        json.number("stream", unix.stream());
        json.number("datagram", unix.datagram());
        json.number("seqpacket", unix.seqpacket());
    }
}
