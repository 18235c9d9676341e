package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.sockdiag.model.Namespace;
import io.avaje.json.stream.BufferedJsonWriter;
import io.avaje.json.stream.JsonStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One JSON document on one line. What is not known is written as null, and nothing in it can harm a
 * terminal: control characters and those that turn the direction of text are escaped.
 */
final class JsonDocument {
    private static final JsonStream STREAM =
            JsonStream.builder().serializeNulls(true).serializeEmpty(true).build();

    private final BufferedJsonWriter json = STREAM.bufferedWriter();

    private JsonDocument() {}

    /** Begins an object without the head. */
    static JsonDocument begin() {
        var document = new JsonDocument();
        document.json.beginObject();
        return document;
    }

    /** Begins an object with the head that every document has. */
    static JsonDocument begin(Look look) {
        JsonDocument document = begin();
        document.head(look);
        return document;
    }

    /** The members that every document begins with. */
    void head(Look look) {
        text("time", Timestamp.of(look.time()));
        text("host", look.host());
        text("kernel", look.kernel());
        text("source", look.source());
        flag("consistent", look.consistent());
        list("gaps", look.gaps(), (d, gap) -> d.value(gap.toString()));
    }

    /** One object on one line, without a newline: an event of a stream. */
    static String event(Consumer<JsonDocument> fields) {
        var document = new JsonDocument();
        document.json.beginObject();
        fields.accept(document);
        document.json.endObject();
        return escaped(document.json.result());
    }

    /** The beginning of a document that is written piece by piece: an object without its end. */
    static String opening(Look look) {
        String whole =
                event(document -> {
                    document.text("time", Timestamp.of(look.time()));
                    document.text("host", look.host());
                    document.text("kernel", look.kernel());
                });
        return whole.substring(0, whole.length() - 1);
    }

    /** What is known at the end of such a document, without braces. */
    static String closing(Look look) {
        String whole =
                event(document -> {
                    document.text("source", look.source());
                    document.flag("consistent", look.consistent());
                    document.list("gaps", look.gaps(), (d, gap) -> d.value(gap.toString()));
                });
        return whole.substring(1, whole.length() - 1);
    }

    /** Ends the outermost object; the result ends with a newline. */
    String end() {
        json.endObject();
        return escaped(json.result()) + "\n";
    }

    /**
     * All that such characters can be in is a string of the document, so an escape fits anywhere.
     */
    private static String escaped(String document) {
        int first = 0;
        while (first < document.length() && !Printable.isHarmful(document.charAt(first))) {
            first++;
        }
        if (first == document.length()) {
            return document;
        }
        var text = new StringBuilder(document.length() + 16).append(document, 0, first);
        for (int i = first; i < document.length(); i++) {
            char c = document.charAt(i);
            if (Printable.isHarmful(c)) {
                String hex = Integer.toHexString(c);
                text.append("\\u").repeat('0', 4 - hex.length()).append(hex);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    void namespace(Namespace namespace) {
        object(
                "namespace",
                () -> {
                    number("id", namespace.id());
                    text("name", namespace.name());
                });
    }

    void object(String name, Runnable fields) {
        json.name(name);
        object(fields);
    }

    /** An object without a name: an element of a list. */
    void object(Runnable fields) {
        json.beginObject();
        fields.run();
        json.endObject();
    }

    <T> void list(String name, List<T> elements, BiConsumer<JsonDocument, T> each) {
        json.name(name);
        json.beginArray();
        elements.forEach(element -> each.accept(this, element));
        json.endArray();
    }

    /** A list whose elements are written one by one. */
    void array(String name, Runnable elements) {
        json.name(name);
        json.beginArray();
        elements.run();
        json.endArray();
    }

    /** A number without a name: an element of a list. */
    void value(long value) {
        json.value(value);
    }

    void value(double value) {
        json.value(value);
    }

    /** Null without a name: an element of a list. */
    void unknown() {
        json.nullValue();
    }

    /** JSON as it was written by this class: an element of a list. */
    void raw(String element) {
        json.rawValue(element);
    }

    /** A string without a name: an element of a list. */
    void value(String value) {
        json.value(whole(value));
    }

    void text(String name, String value) {
        json.name(name);
        json.value(whole(value));
    }

    void text(String name, Optional<String> value) {
        if (value.isPresent()) {
            text(name, value.get());
        } else {
            nothing(name);
        }
    }

    void number(String name, long value) {
        json.name(name);
        json.value(value);
    }

    void number(String name, OptionalLong value) {
        if (value.isPresent()) {
            number(name, value.getAsLong());
        } else {
            nothing(name);
        }
    }

    void fraction(String name, double value) {
        json.name(name);
        json.value(value);
    }

    void flag(String name, boolean value) {
        json.name(name);
        json.value(value);
    }

    void flag(String name, Optional<Boolean> value) {
        if (value.isPresent()) {
            flag(name, value.get().booleanValue());
        } else {
            nothing(name);
        }
    }

    void nothing(String name) {
        json.name(name);
        json.nullValue();
    }

    /** JSON has no way to write half a character (a lone surrogate). */
    private static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(c ->
                                c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                                        ? 0xfffd
                                        : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }
}
