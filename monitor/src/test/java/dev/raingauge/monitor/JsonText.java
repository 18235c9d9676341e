package dev.raingauge.monitor;

import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON back: objects as maps, numbers as text, null as an empty Optional. */
public final class JsonText {
    private JsonText() {}

    public static Object parse(String document) {
        try (JsonReader reader = JsonStream.builder().build().reader(document)) {
            return value(reader);
        }
    }

    private static Object value(JsonReader reader) {
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> {
                var list = new ArrayList<Object>();
                reader.beginArray();
                while (reader.hasNextElement()) {
                    list.add(value(reader));
                }
                reader.endArray();
                yield list;
            }
            case STRING -> reader.readString();
            case NUMBER -> reader.readDecimal().toPlainString();
            case BOOLEAN -> reader.readBoolean();
            case NULL -> {
                reader.skipValue();
                yield Optional.empty();
            }
            default -> throw new IllegalStateException("token " + reader.currentToken());
        };
    }

    private static Map<String, Object> object(JsonReader reader) {
        var fields = new LinkedHashMap<String, Object>();
        reader.beginObject();
        while (reader.hasNextField()) {
            String name = reader.nextField();
            fields.put(name, value(reader));
        }
        reader.endObject();
        return fields;
    }

    /** The paths of all fields in the order in which they stand: {@code listeners[].address}. */
    public static List<String> fields(String document) {
        var paths = new ArrayList<String>();
        collect("", parse(document), paths);
        return paths;
    }

    private static void collect(String path, Object value, List<String> paths) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, inner) -> {
                        String below = path.isEmpty() ? "" + name : path + "." + name;
                        paths.add(below);
                        collect(below, inner, paths);
                    });
            case List<?> list -> list.forEach(inner -> collect(path + "[]", inner, paths));
            default -> {}
        }
    }
}
