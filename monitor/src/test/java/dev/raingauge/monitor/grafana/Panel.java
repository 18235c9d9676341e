package dev.raingauge.monitor.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One panel of a dashboard.
 *
 * @param kind what Grafana calls its type
 * @param unit in Grafana's names: {@code short}, {@code s}, {@code pps}, {@code percentunit}, …
 * @param about one plain sentence for the reader, shown at the panel's corner
 * @param queries what it shows
 * @param rare whether a healthy host has nothing to show in it
 */
record Panel(
        Kind kind,
        String title,
        String unit,
        int width,
        String about,
        List<Query> queries,
        boolean rare) {
    /** What it looks like. */
    enum Kind {
        TIMESERIES,
        TABLE,
        STAT
    }

    /**
     * An expression and how its series are named.
     *
     * @param legend Grafana's template, such as {@code {{address}}}
     */
    record Query(String expression, String legend) {}

    private static final int HEIGHT = 8;

    static Panel graph(String title, String unit, String about, Query... queries) {
        return new Panel(Kind.TIMESERIES, title, unit, 12, about, List.of(queries), false);
    }

    static Panel table(String title, String unit, String about, Query query) {
        return new Panel(Kind.TABLE, title, unit, 24, about, List.of(query), false);
    }

    static Panel stat(String title, String about, Query query) {
        return new Panel(Kind.STAT, title, "short", 6, about, List.of(query), false);
    }

    /** The same panel, which stays empty where all is well. */
    Panel emptyWhenHealthy() {
        return new Panel(kind, title, unit, width, about, queries, true);
    }

    Map<String, @Nullable Object> json(int id, int x, int y) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", id);
        json.put("type", kind.name().toLowerCase(java.util.Locale.ROOT));
        json.put("title", title);
        json.put("description", about);
        json.put("datasource", Dashboard.DATASOURCE);
        json.put(
                "gridPos",
                Ordered.map("h", kind == Kind.STAT ? 4 : HEIGHT, "w", width, "x", x, "y", y));
        json.put("targets", targets());
        json.put("fieldConfig", Ordered.map("defaults", defaults(), "overrides", List.of()));
        json.put("options", options());
        if (kind == Kind.TABLE) {
            json.put(
                    "transformations",
                    List.of(
                            Ordered.map(
                                    "id",
                                    "organize",
                                    "options",
                                    Ordered.map(
                                            "excludeByName",
                                            Ordered.map(
                                                    "Time",
                                                    true,
                                                    "__name__",
                                                    true,
                                                    "job",
                                                    true)))));
        }
        return json;
    }

    private List<Object> targets() {
        var targets = new ArrayList<>();
        char name = 'A';
        for (Query query : queries) {
            var target = new LinkedHashMap<String, @Nullable Object>();
            target.put("refId", String.valueOf(name++));
            target.put("datasource", Dashboard.DATASOURCE);
            target.put("expr", query.expression());
            target.put("legendFormat", query.legend());
            if (kind != Kind.TIMESERIES) {
                target.put("instant", true);
                target.put("format", kind == Kind.TABLE ? "table" : "time_series");
            }
            targets.add(target);
        }
        return targets;
    }

    private Map<String, @Nullable Object> defaults() {
        var defaults = new LinkedHashMap<String, @Nullable Object>();
        defaults.put("unit", unit);
        defaults.put("min", 0);
        if (kind == Kind.STAT) {
            defaults.put("noValue", "0");
            defaults.put(
                    "thresholds",
                    Ordered.map(
                            "mode",
                            "absolute",
                            "steps",
                            List.of(step("green", null), step("red", 1))));
        }
        return defaults;
    }

    private static Map<String, @Nullable Object> step(String colour, @Nullable Integer from) {
        var step = new LinkedHashMap<String, @Nullable Object>();
        step.put("color", colour);
        step.put("value", from);
        return step;
    }

    private Map<String, @Nullable Object> options() {
        return switch (kind) {
            case TIMESERIES ->
                    Ordered.map(
                            "legend",
                            Ordered.map(
                                    "displayMode",
                                    "table",
                                    "placement",
                                    "bottom",
                                    "calcs",
                                    List.of("max", "lastNotNull")),
                            "tooltip",
                            Ordered.map("mode", "multi", "sort", "desc"));
            case STAT ->
                    Ordered.map(
                            "colorMode",
                            "background",
                            "reduceOptions",
                            Ordered.map("calcs", List.of("lastNotNull")));
            case TABLE -> Ordered.map("showHeader", true);
        };
    }
}
