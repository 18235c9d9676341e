package dev.raingauge.monitor.fleet;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The file from which Prometheus discovers targets: {@code [{"targets": ["web-1:10077"], "labels":
 * {"team": "shop"}}]}.
 *
 * @param groups targets by their labels, in the order of the file
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config">
 *     file_sd_config</a>
 */
public record TargetFile(SequencedMap<Map<String, String>, NavigableSet<String>> groups) {
    private static final JsonStream STREAM = JsonStream.builder().serializeEmpty(true).build();

    /** No file yet. */
    public static TargetFile empty() {
        return new TargetFile(new LinkedHashMap<>());
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, or holds something that would be lost
     */
    public static TargetFile parse(String text) {
        TargetFile file = empty();
        try (JsonReader json = STREAM.reader(text)) {
            json.beginArray();
            while (json.hasNextElement()) {
                group(json, file);
            }
            json.endArray();
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException("it is no list of target groups in JSON", e);
        }
        return file;
    }

    private static void group(JsonReader json, TargetFile file) {
        var targets = new TreeSet<String>();
        var labels = new TreeMap<String, String>();
        json.beginObject();
        while (json.hasNextField()) {
            String field = json.nextField();
            switch (field) {
                case "targets" -> {
                    json.beginArray();
                    while (json.hasNextElement()) {
                        targets.add(json.readString());
                    }
                    json.endArray();
                }
                case "labels" -> {
                    json.beginObject();
                    while (json.hasNextField()) {
                        labels.put(json.nextField(), json.readString());
                    }
                    json.endObject();
                }
                default ->
                        throw new IllegalArgumentException(
                                "a group has a field '" + field + "', which would be lost");
            }
        }
        json.endObject();
        file.groups.computeIfAbsent(labels, _ -> new TreeSet<>()).addAll(targets);
    }

    /**
     * The file with more targets. One that stands there with other labels is moved, for it would be
     * scraped twice.
     */
    public TargetFile with(Collection<String> targets, Map<String, String> labels) {
        TargetFile merged = empty();
        groups.forEach((of, some) -> {
            var rest = new TreeSet<>(some);
            if (!of.equals(labels)) {
                rest.removeAll(targets);
            }
            if (!rest.isEmpty()) {
                merged.groups.put(of, rest);
            }
        });
        merged.groups.computeIfAbsent(new TreeMap<>(labels), _ -> new TreeSet<>()).addAll(targets);
        return merged;
    }

    /** Every target, once. */
    public NavigableSet<String> targets() {
        var all = new TreeSet<String>();
        groups.values().forEach(all::addAll);
        return all;
    }

    /** The targets that stand with these labels. */
    public NavigableSet<String> targets(Map<String, String> labels) {
        return groups.getOrDefault(labels, new TreeSet<>());
    }

    /** What stands in the file; ends with a newline. */
    public String json() {
        var text = new StringWriter();
        try (JsonWriter json = STREAM.writer(text)) {
            json.pretty(true);
            json.beginArray();
            groups.forEach((labels, targets) -> write(json, labels, targets));
            json.endArray();
        }
        return text + "\n";
    }

    private static void write(
            JsonWriter json, Map<String, String> labels, Collection<String> targets) {
        json.beginObject();
        json.name("targets");
        json.beginArray();
        List<String> all = new ArrayList<>(targets);
        all.forEach(json::value);
        json.endArray();
        json.name("labels");
        json.beginObject();
        labels.forEach((name, value) -> {
            json.name(name);
            json.value(value);
        });
        json.endObject();
        json.endObject();
    }
}
