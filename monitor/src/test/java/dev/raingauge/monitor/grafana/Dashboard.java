package dev.raingauge.monitor.grafana;

import io.avaje.json.JsonWriter;
import io.avaje.json.mapper.JsonMapper;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard for Grafana, as a value: {@code packaging/grafana} holds its JSON.
 *
 * @param uid names it in links; never changes
 * @param variables what can be chosen at its top, in order
 */
record Dashboard(String uid, String title, List<Variable> variables, List<Panel> panels) {
    /** The data source that is chosen at the top, whatever it is called where this is imported. */
    static final Map<String, @Nullable Object> DATASOURCE =
            Ordered.map("type", "prometheus", "uid", "${datasource}");

    /**
     * A choice at the top of the dashboard.
     *
     * @param query an expression of Grafana's, such as {@code label_values(up, job)}
     */
    record Variable(String name, String label, String query) {}

    /** The file that Grafana imports; ends with a newline. */
    String json() {
        var text = new StringWriter();
        try (JsonWriter writer =
                JsonStream.builder()
                        .serializeNulls(true)
                        .serializeEmpty(true)
                        .build()
                        .writer(text)) {
            writer.pretty(true);
            JsonMapper.builder().build().toJson(document(), writer);
        }
        return text + "\n";
    }

    private Map<String, @Nullable Object> document() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("uid", uid);
        json.put("title", title);
        json.put("tags", List.of("raingauge"));
        json.put("schemaVersion", 39);
        json.put("version", 1);
        json.put("editable", true);
        json.put("graphTooltip", 1);
        json.put("refresh", "30s");
        json.put("time", Ordered.map("from", "now-1h", "to", "now"));
        json.put("templating", Ordered.map("list", choices()));
        json.put("annotations", Ordered.map("list", List.of()));
        json.put("links", List.of());
        json.put("panels", placed());
        return json;
    }

    private List<Object> choices() {
        var choices = new ArrayList<>();
        var source = new LinkedHashMap<String, @Nullable Object>();
        source.put("name", "datasource");
        source.put("label", "Data source");
        source.put("type", "datasource");
        source.put("query", "prometheus");
        choices.add(source);
        for (Variable variable : variables) {
            var choice = new LinkedHashMap<String, @Nullable Object>();
            choice.put("name", variable.name());
            choice.put("label", variable.label());
            choice.put("type", "query");
            choice.put("datasource", DATASOURCE);
            choice.put("query", Ordered.map("query", variable.query(), "refId", variable.name()));
            choice.put("refresh", 2);
            choice.put("sort", 1);
            choice.put("multi", true);
            choice.put("includeAll", true);
            choice.put("allValue", ".*");
            choice.put("current", Ordered.map("text", "All", "value", "$__all"));
            choices.add(choice);
        }
        return choices;
    }

    /** From left to right, and on to the next row where one does not fit. */
    private List<Object> placed() {
        var placed = new ArrayList<>();
        int x = 0;
        int y = 0;
        int height = 0;
        int id = 1;
        for (Panel panel : panels) {
            if (x + panel.width() > 24) {
                x = 0;
                y += height;
                height = 0;
            }
            placed.add(panel.json(id++, x, y));
            x += panel.width();
            height = Math.max(height, panel.kind() == Panel.Kind.STAT ? 4 : 8);
        }
        return placed;
    }
}
