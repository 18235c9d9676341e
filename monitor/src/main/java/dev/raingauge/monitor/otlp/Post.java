package dev.raingauge.monitor.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the exporter has written, through the JDK's client. Tries once, on the calling
 * thread, and remembers what came of it, with the wish of the collector that the exporter would not
 * tell. Follows no redirection, for that would carry a password elsewhere.
 */
final class Post implements HttpSender {
    /** An answer is empty, or says in a sentence what was wrong. */
    private static final int MOST_ANSWER_BYTES = 64 << 10;

    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private final HttpSenderConfig how;
    private final HttpClient client;
    private final InstantSource clock;
    private Outcome last = new Outcome.Unreachable("nothing was sent yet");

    Post(HttpSenderConfig how, Optional<SSLContext> trusted, InstantSource clock) {
        this.how = how;
        this.clock = clock;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(how.getTimeout());
        trusted.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** What came of the last push. */
    Outcome last() {
        return last;
    }

    @Override
    public void send(
            MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        CompletableFuture<java.net.http.HttpResponse<byte[]>> sent = new CompletableFuture<>();
        try {
            sent =
                    client.sendAsync(
                            request(message),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER_BYTES));
            var answer = sent.get(how.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
            last = outcome(answer.statusCode(), answer.headers(), answer.body(), clock.instant());
            onResponse.accept(new Answered(answer.statusCode()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e, onError);
        } catch (ExecutionException e) {
            failed(e.getCause() == null ? e : e.getCause(), onError);
        } catch (IOException | TimeoutException e) {
            failed(e, onError);
        } finally {
            sent.cancel(true); // of one that hangs nothing may stay
        }
    }

    private HttpRequest request(MessageWriter message) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(how.getEndpoint()).timeout(how.getTimeout());
        how.getHeadersSupplier()
                .get()
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        request.setHeader("Content-Type", how.getContentType());
        Compressor packing = how.getCompressor();
        var body = new ByteArrayOutputStream();
        if (packing == null) {
            message.writeMessage(body);
        } else {
            request.setHeader("Content-Encoding", packing.getEncoding());
            try (OutputStream packed = packing.compress(body)) {
                message.writeMessage(packed);
            }
        }
        return request.POST(BodyPublishers.ofByteArray(body.toByteArray())).build();
    }

    /** What an answer means, as the OTLP specification has it. */
    static Outcome outcome(int status, HttpHeaders headers, byte[] body, Instant now) {
        if (status / 100 == 2) {
            return new Outcome.Accepted(protobuf(headers) ? Remark.in(body) : Optional.empty());
        }
        return LATER.contains(status)
                ? new Outcome.Busy(
                        status, headers.firstValue("Retry-After").flatMap(text -> wait(text, now)))
                : new Outcome.Refused(status);
    }

    private static boolean protobuf(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-protobuf"))
                .isPresent();
    }

    /** {@code Retry-After} in seconds or as a date, RFC 9110 10.2.3. */
    private static Optional<Duration> wait(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    private void failed(Throwable cause, Consumer<Throwable> onError) {
        last = new Outcome.Unreachable(why(cause));
        onError.accept(cause);
    }

    private String why(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> "it cannot be reached";
            case HttpTimeoutException _, TimeoutException _ ->
                    "it did not answer within %s s".formatted(how.getTimeout().toMillis() / 1000.0);
            case SSLException _ ->
                    "it cannot be trusted ("
                            + cause.getMessage()
                            + "); a certificate of your own authority is given in"
                            + " OTEL_EXPORTER_OTLP_CERTIFICATE";
            case UnknownHostException _ -> "nobody knows its name";
            case ConnectException _ when unresolved(cause) -> "nobody knows its name";
            case ConnectException _ -> "it refuses the connection, or cannot be reached";
            default -> {
                String message = cause.getMessage();
                yield "the connection broke off ("
                        + (message == null ? cause.getClass().getSimpleName() : message)
                        + ")";
            }
        };
    }

    private static boolean unresolved(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletableResultCode shutdown() {
        client.shutdownNow();
        return CompletableResultCode.ofSuccess();
    }

    /** An answer, as the exporter wishes to see it. */
    private record Answered(int status) implements HttpResponse {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public @Nullable String getStatusMessage() {
            return null;
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}
