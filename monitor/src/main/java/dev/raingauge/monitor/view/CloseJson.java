package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.CloseReport;
import dev.raingauge.monitor.analyse.CloseReport.Row;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The document of {@code close --json}. */
public final class CloseJson {
    private CloseJson() {}

    public static void write(CloseReport report, Appendable out) throws IOException {
        JsonDocument document = JsonDocument.begin(report.look());
        document.flag("dryRun", report.rehearsal());
        document.list("sockets", report.rows(), (d, row) -> d.object(() -> socket(document, row)));
        out.append(document.end());
    }

    private static void socket(JsonDocument document, Row row) {
        document.namespace(row.namespace());
        document.text("protocol", row.key().protocol().label());
        document.text("state", row.state().label());
        document.text("local", row.local().toString());
        boolean connected = row.remote().port() != 0 || !row.remote().address().isAny();
        document.text(
                "remote", connected ? Optional.of(row.remote().toString()) : Optional.empty());
        document.text("interface", row.interfaceName());
        document.number(
                "inode", row.inode() == 0 ? OptionalLong.empty() : OptionalLong.of(row.inode()));
        document.text("cookie", Long.toHexString(row.key().cookie()));
        document.list(
                "processes",
                row.processes(),
                (d, process) ->
                        d.object(() -> {
                            d.number("pid", process.pid());
                            d.text("name", process.name());
                            d.number("fd", process.fd());
                        }));
        document.text("fate", row.fate().map(fate -> fate.name().toLowerCase(Locale.ROOT)));
    }
}
