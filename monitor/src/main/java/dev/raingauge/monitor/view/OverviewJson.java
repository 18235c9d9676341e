package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.OverviewReport;
import dev.raingauge.monitor.analyse.OverviewReport.Elsewhere;
import java.io.IOException;

/** The document of {@code raingauge --json}: summary and listeners in one. */
public final class OverviewJson {
    private OverviewJson() {}

    public static void write(OverviewReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin(report.look());
        SummaryJson.namespaces(json, report.summary());
        json.list("listeners", report.listeners().rows(), ListenersJson::row);
        if (report.elsewhere().isPresent()) {
            json.object("elsewhere", () -> elsewhere(json, report.elsewhere().get()));
        } else {
            json.nothing("elsewhere");
        }
        out.append(json.end());
    }

    private static void elsewhere(JsonDocument json, Elsewhere other) {
        json.number("namespaces", other.namespaces());
        json.number("entered", other.entered());
        json.number("listeners", other.listeners());
        json.number("full", other.full());
    }
}
