package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.analyse.TimeSeries;
import java.io.IOException;

/** The document of {@code /api/history}. */
public final class HistoryJson {
    /** One of the four values of a step. */
    @FunctionalInterface
    private interface Part {
        double of(int step);
    }

    private HistoryJson() {}

    public static void write(HistoryReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin();
        json.text("from", Timestamp.of(report.from()));
        json.text("to", Timestamp.of(report.to()));
        json.fraction("stepSeconds", (double) report.stepSeconds());
        long begin = report.from().getEpochSecond();
        json.array(
                "times",
                () -> {
                    for (int i = 0; i < report.steps(); i++) {
                        json.value(begin + i * report.stepSeconds());
                    }
                });
        json.list("series", report.series(), HistoryJson::series);
        json.list(
                "marks",
                report.marks(),
                (_, mark) ->
                        json.object(() -> {
                            json.text("time", Timestamp.of(mark.time()));
                            json.text("kind", mark.kind());
                            json.text("text", mark.text());
                        }));
        json.list("findings", report.findings(), HistoryJson::spell);
        json.list("gaps", report.gaps(), (_, gap) -> json.value(gap.toString()));
        out.append(json.end());
    }

    private static void series(JsonDocument json, TimeSeries series) {
        json.object(() -> {
            json.text("name", series.name());
            json.text("unit", series.unit());
            part(json, "min", series, series::min);
            part(json, "max", series, series::max);
            part(json, "mean", series, series::mean);
            part(json, "last", series, series::last);
        });
    }

    private static void part(JsonDocument json, String name, TimeSeries series, Part part) {
        json.array(
                name,
                () -> {
                    for (int i = 0; i < series.size(); i++) {
                        number(json, series.known(i), part.of(i));
                    }
                });
    }

    /** A whole number is written without a point. */
    private static void number(JsonDocument json, boolean known, double value) {
        if (!known) {
            json.unknown();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.value((long) value);
        } else {
            json.value(value);
        }
    }

    private static void spell(JsonDocument json, HistoryReport.Spell spell) {
        json.object(() -> {
            json.text("rule", spell.rule());
            json.text("severity", spell.severity());
            json.text("namespace", spell.namespace());
            json.text("address", spell.address());
            json.text("begin", Timestamp.of(spell.begin()));
            json.text("end", spell.end().map(Timestamp::of));
            json.text("summary", spell.summary());
        });
    }

    /** A sentence about what is wrong with a request. */
    public static String error(String sentence) {
        JsonDocument json = JsonDocument.begin();
        json.text("error", sentence);
        return json.end();
    }
}
