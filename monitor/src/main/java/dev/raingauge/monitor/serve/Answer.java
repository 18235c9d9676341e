package dev.raingauge.monitor.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What a request is answered with. Immutable; several requests may share one. */
final class Answer {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json";

    /** Stands for an answer that is not made beforehand: what changes, as long as one listens. */
    static final Answer STREAM =
            new Answer(
                    200,
                    new byte[0],
                    Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no"));

    private final int status;
    private final byte[] body;
    private final Map<String, String> headers;
    private @Nullable Answer packed;

    private Answer(int status, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    static Answer of(String contentType, String body) {
        return of(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer takes the bytes over. */
    static Answer of(String contentType, byte[] body) {
        return new Answer(200, body, Map.of("Content-Type", contentType));
    }

    /** A sentence for people. */
    static Answer text(int status, String sentence) {
        return new Answer(
                status,
                (sentence + "\n").getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", TEXT));
    }

    /** A sentence for programs. */
    static Answer json(int status, String document) {
        return new Answer(
                status, document.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", JSON));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, Map.copyOf(more));
    }

    /** The same, smaller; packed once for all who share it. */
    synchronized Answer packed() throws IOException {
        if (packed == null) {
            packed = pack();
        }
        return packed;
    }

    private Answer pack() throws IOException {
        var bytes = new ByteArrayOutputStream(body.length / 4);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return new Answer(status, bytes.toByteArray(), headers).with("Content-Encoding", "gzip");
    }

    @SuppressWarnings("ReferenceEquality") // one object stands for it
    boolean isStream() {
        return this == STREAM;
    }

    int status() {
        return status;
    }

    int length() {
        return body.length;
    }

    Map<String, String> headers() {
        return headers;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(body);
    }
}
