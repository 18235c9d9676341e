package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.CounterGrowth;
import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.analyse.CountersReport.Counted;
import java.io.IOException;

/** The document of {@code counters --json} and {@code /api/counters}. */
public final class CountersJson {
    private CountersJson() {}

    /** One namespace stands at the top; all of them in a list {@code namespaces}. */
    public static void write(CountersReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin(report.look());
        if (report.all()) {
            json.list(
                    "namespaces",
                    report.namespaces(),
                    (_, one) -> json.object(() -> body(json, one)));
        } else {
            report.namespaces().forEach(one -> body(json, one));
        }
        out.append(json.end());
    }

    private static void body(JsonDocument json, Counted counted) {
        json.namespace(counted.namespace());
        json.object("counters", () -> counted.counters().values().forEach(json::number));
        if (counted.growth().isPresent()) {
            growth(json, counted.growth().get());
        }
    }

    /** Only what moved: most counters never do. */
    private static void growth(JsonDocument json, CounterGrowth growth) {
        json.fraction("elapsedSeconds", growth.elapsed().toMillis() / 1000.0);
        json.object(
                "growth",
                () ->
                        growth.changes()
                                .forEach((name, change) -> {
                                    if (change != 0) {
                                        json.number(name, change);
                                    }
                                }));
    }
}
