package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The events of {@code /api/stream}: each one object on one line. */
public final class StreamJson {
    private StreamJson() {}

    /**
     * A listener, and what happened to it since the event before.
     *
     * @param key tells it from every other one; stays the same as long as the listener is there
     * @param peak the most connections that a queue pass saw waiting since then
     */
    public record LiveRow(String key, Row row, long peak) {}

    /**
     * What the kernel counted in a namespace.
     *
     * @param counters all of them at first, afterwards those that changed
     */
    public record Counted(Namespace namespace, Counters counters) {}

    /**
     * Rows as in {@code /api/listeners}, and {@code key} and {@code peak} besides.
     *
     * @param complete whether these are all rows; otherwise those that changed
     * @param gone keys of those that are no more
     */
    public static String listeners(
            Look look, boolean complete, List<LiveRow> rows, List<String> gone) {
        return JsonDocument.event(json -> {
            json.head(look);
            json.flag("complete", complete);
            json.list("listeners", rows, StreamJson::row);
            json.list("gone", gone, JsonDocument::value);
        });
    }

    private static void row(JsonDocument json, LiveRow live) {
        json.object(() -> {
            json.text("key", live.key());
            json.number("peak", live.peak());
            ListenersJson.members(json, live.row());
        });
    }

    /** Namespaces as in {@code /api/summary?namespace=all}: all of them, or those that changed. */
    public static String summary(
            Instant time, boolean complete, List<NamespaceSummary> changed, List<Long> gone) {
        return JsonDocument.event(json -> {
            json.text("time", Timestamp.of(time));
            json.flag("complete", complete);
            json.list(
                    "namespaces",
                    changed,
                    (_, one) -> json.object(() -> SummaryJson.body(json, one)));
            json.list("gone", gone, (_, id) -> json.value(Long.toString(id)));
        });
    }

    /** Namespaces as in {@code /api/counters?namespace=all}, as far as something changed. */
    public static String counters(Instant time, boolean complete, List<Counted> changed) {
        return JsonDocument.event(json -> {
            json.text("time", Timestamp.of(time));
            json.flag("complete", complete);
            json.list("namespaces", changed, (_, one) -> json.object(() -> counted(json, one)));
        });
    }

    private static void counted(JsonDocument json, Counted one) {
        json.namespace(one.namespace());
        json.object("counters", () -> one.counters().values().forEach(json::number));
    }

    /**
     * What time it is at the server, and how old what it knows is.
     *
     * @param ages by kind of look; one that was never taken is not in it
     */
    public static String clock(Instant now, Map<String, Duration> ages) {
        return JsonDocument.event(json -> {
            json.text("time", Timestamp.of(now));
            json.object(
                    "ageSeconds",
                    () -> ages.forEach((of, age) -> json.fraction(of, age.toMillis() / 1000.0)));
        });
    }
}
