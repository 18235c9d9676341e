package dev.raingauge.monitor.fleet;

import dev.raingauge.monitor.fleet.Series.Point;
import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of Prometheus's HTTP API, piece by piece.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
public final class AnswerReader {
    private static final JsonStream STREAM = JsonStream.builder().build();
    private static final int MOST_WARNINGS = 20;
    private static final int LONGEST_TEXT = 300;

    private final JsonReader json;
    private final List<Series> series = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String status = "";
    private String error = "";
    private String resultType = "";

    private AnswerReader(JsonReader json) {
        this.json = json;
    }

    /**
     * The answer that a body holds.
     *
     * @throws FleetException if it is none, or says that the question could not be answered
     */
    public static Answer read(byte[] body) throws FleetException {
        try (JsonReader json = STREAM.reader(body)) {
            var reader = new AnswerReader(json);
            reader.document();
            return reader.answer();
        } catch (RuntimeException | StackOverflowError e) {
            throw new FleetException("it does not speak the HTTP API of Prometheus", e);
        }
    }

    private Answer answer() throws FleetException {
        if (status.equals("error")) {
            throw new FleetException("it says: " + shortened(error));
        }
        boolean known = resultType.equals("vector") || resultType.equals("matrix");
        if (!status.equals("success") || !known) {
            throw new FleetException("it does not speak the HTTP API of Prometheus");
        }
        return new Answer(series, warnings);
    }

    private void document() {
        json.beginObject();
        while (json.hasNextField()) {
            switch (json.nextField()) {
                case "status" -> status = json.readString();
                case "error" -> error = json.readString();
                case "warnings" -> warnings();
                case "data" -> data();
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    private void warnings() {
        if (json.isNullValue()) {
            return;
        }
        json.beginArray();
        while (json.hasNextElement()) {
            String warning = json.readString();
            if (warnings.size() < MOST_WARNINGS) {
                warnings.add(shortened(warning));
            }
        }
        json.endArray();
    }

    private void data() {
        if (json.isNullValue()) {
            return;
        }
        json.beginObject();
        while (json.hasNextField()) {
            switch (json.nextField()) {
                case "resultType" -> resultType = json.readString();
                case "result" -> result();
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    private void result() {
        json.beginArray();
        while (json.hasNextElement()) {
            one();
        }
        json.endArray();
    }

    private void one() {
        Map<String, String> labels = new HashMap<>();
        List<Point> points = new ArrayList<>();
        json.beginObject();
        while (json.hasNextField()) {
            switch (json.nextField()) {
                case "metric" -> labels(labels);
                case "value" -> points.add(point());
                case "values" -> points(points);
                default -> json.skipValue(); // a native histogram, for which we did not ask
            }
        }
        json.endObject();
        if (!points.isEmpty()) {
            series.add(new Series(Map.copyOf(labels), List.copyOf(points)));
        }
    }

    private void labels(Map<String, String> labels) {
        json.beginObject();
        while (json.hasNextField()) {
            labels.put(json.nextField(), json.readString());
        }
        json.endObject();
    }

    private void points(List<Point> points) {
        json.beginArray();
        while (json.hasNextElement()) {
            points.add(point());
        }
        json.endArray();
    }

    /** {@code [1435781451.781, "1"]}. */
    private Point point() {
        json.beginArray();
        boolean time = json.hasNextElement();
        double seconds = json.readDouble();
        boolean value = json.hasNextElement();
        String text = json.readString();
        if (!time || !value || json.hasNextElement()) {
            throw new IllegalStateException("a point is a time and a value");
        }
        json.endArray();
        return new Point(seconds, number(text));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
