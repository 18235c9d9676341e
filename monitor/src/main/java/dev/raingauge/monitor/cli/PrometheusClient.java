package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.fleet.Answer;
import dev.raingauge.monitor.fleet.AnswerReader;
import dev.raingauge.monitor.fleet.Asking;
import dev.raingauge.monitor.fleet.FleetException;
import dev.raingauge.monitor.fleet.Question;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Asks a server through the HTTP API of Prometheus. Follows no redirection, for that would carry a
 * password elsewhere.
 */
final class PrometheusClient implements Asking, AutoCloseable {
    /** How programs written in Go answer plain HTTP where TLS is spoken. */
    private static final String NO_TLS = "Client sent an HTTP request to an HTTPS server";

    /** They may hang up before that can be read. */
    private static final String MAYBE_TLS =
            "; if it speaks TLS, give an address that begins with https://";

    private final URI server;
    private final List<Header> headers;
    private final Bounds bounds;
    private final HttpClient client;

    /** What goes with each question: who asks. */
    record Header(String name, String value) {}

    /**
     * How long an answer may take and be, and what somebody can do beyond it.
     *
     * @param timeout for each round of questions
     * @param mostMebibytes an answer about 2,000 hosts is some ten kilobytes
     */
    record Bounds(Duration timeout, int mostMebibytes, String ifLate, String ifLong) {
        /** Of somebody who waits for it at a terminal. */
        static Bounds ofCommand(Duration timeout) {
            return new Bounds(
                    timeout,
                    32,
                    "choose fewer hosts by a condition, or a longer --timeout",
                    "choose fewer hosts by a condition, or a shorter --since");
        }

        /** Of {@code serve}, which has little memory and does other things besides. */
        static final Bounds OF_SERVE =
                new Bounds(
                        Duration.ofSeconds(10),
                        8,
                        "choose a shorter period, or see why it is slow",
                        "choose a shorter period");

        int mostBytes() {
            return mostMebibytes << 20;
        }

        double seconds() {
            return timeout.toMillis() / 1000.0;
        }
    }

    /**
     * A client.
     *
     * @param server where {@code /api/v1/query} begins
     * @param trusted whom to trust besides; empty: whom Java trusts
     */
    PrometheusClient(
            URI server, List<Header> headers, Optional<SSLContext> trusted, Bounds bounds) {
        this.server = server;
        this.headers = headers;
        this.bounds = bounds;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(bounds.timeout());
        trusted.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public List<Answer> ask(List<Question> questions) throws FleetException {
        List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (Question question : questions) {
            sent.add(
                    client.sendAsync(
                                    request(question),
                                    BodyHandlers.limiting(
                                            BodyHandlers.ofByteArray(), bounds.mostBytes()))
                            .orTimeout(bounds.timeout().toMillis(), TimeUnit.MILLISECONDS));
        }
        List<Answer> answers = new ArrayList<>();
        try {
            for (CompletableFuture<HttpResponse<byte[]>> one : sent) {
                answers.add(answer(one.join()));
            }
        } catch (CompletionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } finally {
            sent.forEach(one -> one.cancel(true));
        }
        return answers;
    }

    private HttpRequest request(Question question) {
        String form =
                switch (question) {
                    case Question.Now now -> "query=" + encoded(now.promql());
                    case Question.Over over ->
                            "query=%s&start=%s&end=%s&step=%s"
                                    .formatted(
                                            encoded(over.promql()),
                                            seconds(over.from().toEpochMilli()),
                                            seconds(over.to().toEpochMilli()),
                                            seconds(over.step().toMillis()));
                };
        String path = question instanceof Question.Now ? "query" : "query_range";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .timeout(bounds.timeout())
                        .POST(
                                BodyPublishers.ofString(
                                        form + "&timeout=" + bounds.timeout().toMillis() + "ms"));
        headers.forEach(header -> request.setHeader(header.name(), header.value()));
        return request.build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
    }

    private Answer answer(HttpResponse<byte[]> response) throws FleetException {
        int status = response.statusCode();
        switch (status) {
            case 401, 403 ->
                    throw refused(
                            "answers "
                                    + status
                                    + ": give a password or token with"
                                    + " --prometheus.auth-file=FILE, or one that may ask");
            case 404 ->
                    throw refused(
                            "has no /api/v1/query (404): give the address under which the HTTP API"
                                    + " of Prometheus begins; of Mimir it ends with /prometheus");
            case 405 -> throw refused("takes no POST (405): a proxy in between may forbid it");
            case 400 -> {
                if (new String(response.body(), StandardCharsets.UTF_8).startsWith(NO_TLS)) {
                    throw refused("wants TLS: give an address that begins with https://");
                }
            }
            default -> {}
        }
        if (status / 100 == 3) {
            String location = response.headers().firstValue("Location").orElse("elsewhere");
            throw refused("leads to " + location + ": give that address, for none is followed");
        }
        try {
            Answer answer = AnswerReader.read(response.body());
            if (status != 200) {
                throw refused("answers " + status);
            }
            return answer;
        } catch (FleetException e) {
            throw new FleetException(
                    status / 100 == 5 && !String.valueOf(e.getMessage()).startsWith("it says")
                            ? server + " answers " + status + ": it is not ready, or overloaded"
                            : server + ": " + e.getMessage(),
                    e);
        }
    }

    private FleetException refused(String why) {
        return new FleetException(server + " " + why);
    }

    private FleetException failed(Throwable cause) {
        String why =
                switch (cause) {
                    case TimeoutException _ -> late();
                    case java.net.http.HttpTimeoutException _
                            when !(cause instanceof HttpConnectTimeoutException) ->
                            late();
                    case HttpConnectTimeoutException _ ->
                            "cannot be reached within " + bounds.seconds() + " s";
                    case SSLException failure -> TlsTrouble.of(failure);
                    case ConnectException _ when unresolved(cause) ->
                            "has a name that nobody knows";
                    case UnknownHostException _ -> "has a name that nobody knows";
                    case ConnectException _ -> "refuses the connection, or cannot be reached";
                    case IOException _ when tooLong(cause) ->
                            "answers with more than %d MiB: %s"
                                    .formatted(bounds.mostMebibytes(), bounds.ifLong());
                    default -> "broke off: " + reason(cause) + (encrypted() ? "" : MAYBE_TLS);
                };
        return new FleetException(server + " " + why, cause);
    }

    private boolean encrypted() {
        return "https".equals(server.getScheme());
    }

    private String late() {
        return "did not answer within %s s: %s".formatted(bounds.seconds(), bounds.ifLate());
    }

    private static boolean unresolved(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    /** How the JDK says that the limit was reached. */
    private static boolean tooLong(Throwable cause) {
        return reason(cause).contains("exceeds capacity");
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
