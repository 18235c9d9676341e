package dev.raingauge.monitor.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.raingauge.monitor.door.Door;
import dev.raingauge.monitor.door.Entry;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.HostLimits;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sampler;
import dev.raingauge.monitor.view.ListenerHistograms;
import dev.raingauge.sockdiag.model.Gap;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Serves what the sampler saw. Each request has a virtual thread of its own; slow clients hold
 * nothing that the sampler needs, and are cut off after a while.
 */
public final class WebServer implements AutoCloseable {
    /** What the JDK's server reads once, when its first object is made. */
    private static final Map<String, String> LIMITS =
            Map.of(
                    "sun.net.httpserver.maxReqTime", "10",
                    "sun.net.httpserver.idleInterval", "60",
                    "sun.net.httpserver.maxIdleConnections", "64",
                    "sun.net.httpserver.maxReqHeaders", "100",
                    "jdk.http.maxHeaderSize", "32768",
                    "jdk.httpserver.maxConnections", "512",
                    "sun.net.httpserver.nodelay", "true");

    /**
     * With TLS a request begins with the handshake, for which clients queue when many come at once:
     * a hundred cost some five seconds of a processor that has just been started.
     */
    private static final Map<String, String> WITH_TLS =
            Map.of("sun.net.httpserver.maxReqTime", "30");

    private static final int BACKLOG = 128;

    private static final long LONGEST_ANSWER_SECONDS = 60;

    /** Pages are built in memory: so many at the same time. */
    private static final int MOST_AT_ONCE = 8;

    private static final long LONGEST_WAIT_SECONDS = 10;
    private static final int WORTH_PACKING_BYTES = 1_400;

    private static final List<String> METHODS = List.of("GET", "HEAD");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore building = new Semaphore(MOST_AT_ONCE);
    private final Pages pages;
    private final HostGuard guard;
    private final Doorkeeper doorkeeper;
    private final LiveStream live;
    private final Patience patience;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("web-clock").daemon().factory());

    private WebServer(
            HttpServer server,
            Pages pages,
            HostGuard guard,
            Doorkeeper doorkeeper,
            LiveStream live,
            Patience patience) {
        this.server = server;
        this.pages = pages;
        this.guard = guard;
        this.doorkeeper = doorkeeper;
        this.live = live;
        this.patience = patience;
    }

    /**
     * Begins to serve.
     *
     * @param address where to listen; port 0 lets the kernel choose
     * @param listenHost the host as the user wrote it: requests for that name are answered too
     * @param door who may come in
     * @param diagnosis what judges the samples; is subscribed to them here
     * @param limits what looks at descriptors; is subscribed to the samples here
     * @param mostListeners cap on the listeners that have time series
     * @param nanos the sampler's ticker
     * @param recorder what keeps the samples; is subscribed to them here, and not started
     * @param fleet whom to ask about other hosts; empty: nobody
     */
    public static WebServer start(
            InetSocketAddress address,
            String listenHost,
            Door door,
            Sampler sampler,
            Diagnosis diagnosis,
            HostLimits limits,
            int mostListeners,
            About about,
            LongSupplier nanos,
            HistoryRecorder recorder,
            Optional<FleetSource> fleet)
            throws IOException {
        if (door.encrypted()) {
            WITH_TLS.forEach(WebServer::setUnlessSet);
        }
        LIMITS.forEach(WebServer::setUnlessSet);
        var histograms = new ListenerHistograms();
        var table = new SeriesTable(mostListeners, histograms);
        HostGuard guard = HostGuard.of(address.getAddress(), listenHost);
        var found = new Found(diagnosis::episodes, guard.loopback());
        Supplier<Optional<Observation>> latest = () -> latest(sampler, table, door);
        HttpServer server = server(address, door);
        var web =
                new WebServer(
                        server,
                        new Pages(
                                sampler,
                                latest,
                                found,
                                table,
                                histograms,
                                limits,
                                about,
                                nanos,
                                new HistoryPages(
                                        recorder,
                                        about,
                                        InstantSource.system(),
                                        new Present(sampler::latest),
                                        guard.loopback()),
                                fleet.map(
                                        source -> FleetPages.of(source, nanos, guard.loopback()))),
                        guard,
                        new Doorkeeper(door),
                        new LiveStream(sampler, latest, found, about, nanos),
                        new Patience(TimeUnit.SECONDS.toNanos(LONGEST_ANSWER_SECONDS), nanos));
        sampler.subscribe(table);
        sampler.subscribe(diagnosis);
        sampler.subscribe(limits);
        sampler.subscribe(recorder);
        server.createContext("/", web::handle);
        server.setExecutor(web.threads);
        server.start();
        web.eachSecond(web.live::tick);
        web.eachSecond(web.patience::enforce);
        web.eachSecond(web.doorkeeper::look);
        return web;
    }

    private static HttpServer server(InetSocketAddress address, Door door) throws IOException {
        Optional<HttpsConfigurator> https = door.https();
        if (https.isEmpty()) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(https.get());
        return server;
    }

    /** What is wrong with the door, and who has no series, is told wherever gaps are. */
    private static Optional<Observation> latest(Sampler sampler, SeriesTable table, Door door) {
        Optional<Observation> seen = sampler.latest();
        Optional<Gap> wrong =
                door.trouble().map(trouble -> new Gap("web configuration", trouble, ""));
        for (Gap gap : Stream.concat(wrong.stream(), table.gap().stream()).toList()) {
            seen = seen.map(one -> one.with(gap));
        }
        return seen;
    }

    private void eachSecond(Runnable task) {
        Future<?> _ =
                clock.scheduleAtFixedRate(
                        () -> {
                            try {
                                task.run();
                            } catch (RuntimeException e) {
                                failed(e);
                            }
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);
    }

    private static void failed(RuntimeException e) {
        System.getLogger("raingauge").log(System.Logger.Level.ERROR, "a page could not be made", e);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where it listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** {@code http://127.0.0.1:10077}, or {@code https}. */
    public String url() {
        InetAddress address = address().getAddress();
        String host = address.getHostAddress();
        return (server instanceof HttpsServer ? "https://" : "http://")
                + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
                + ":"
                + address().getPort();
    }

    /** What the metrics page says now, for somebody on another host; empty at the beginning. */
    public Optional<MetricSnapshots> figures() {
        return pages.figures();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            Entry entry = doorkeeper.enter(exchange);
            try {
                answer =
                        entry instanceof Entry.Refused refused
                                ? Doorkeeper.answer(refused)
                                : answer(exchange);
            } catch (RuntimeException e) {
                failed(e);
                answer = Answer.text(500, "This page could not be made: a fault of this program.");
            }
            if (answer.isStream() && entry instanceof Entry.Pass pass) {
                stream(exchange, pass);
            } else {
                send(exchange, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!guard.allows(Optional.ofNullable(host))) {
            return Answer.text(
                    421,
                    "This server answers to localhost only: it listens on loopback, and another"
                            + " name in the Host header may be an attack.");
        }
        Request request = Request.of(exchange);
        if (!METHODS.contains(exchange.getRequestMethod())) {
            return Answer.text(405, "Only GET and HEAD are understood.").with("Allow", "GET, HEAD");
        }
        pages.await(request);
        if (!building.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            return Answer.text(503, "Too many requests at the same time.").with("Retry-After", "5");
        }
        try {
            return packed(
                    request,
                    pages.answer(request)
                            .orElseGet(() ->
                                    Answer.text(
                                            404,
                                            "There is no such page. / lists those that"
                                                    + " there are.")));
        } finally {
            building.release();
        }
    }

    private static Answer packed(Request request, Answer answer) throws IOException {
        return request.gzip() && answer.length() >= WORTH_PACKING_BYTES ? answer.packed() : answer;
    }

    /** Tells what changes until the client leaves. */
    private void stream(HttpExchange exchange, Entry.Pass pass)
            throws IOException, InterruptedException {
        Optional<String> namespace = Request.of(exchange).parameter("namespace");
        if (namespace.equals(Optional.of("all"))) {
            namespace = Optional.empty();
        }
        if (namespace.isPresent() && !live.knows(namespace.get())) {
            send(exchange, Answer.text(404, "No namespace of this name is watched here."));
            return;
        }
        var client = new StreamClient(Thread.currentThread());
        if (!live.join(client, namespace)) {
            send(
                    exchange,
                    Answer.text(
                                    503,
                                    "There are "
                                            + LiveStream.MOST_CLIENTS
                                            + " streams already: close a page somewhere.")
                            .with("Retry-After", "10"));
            return;
        }
        try (var _ = doorkeeper.watch(client, pass)) {
            setHeaders(exchange, Answer.STREAM);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            client.writeTo(exchange.getResponseBody());
        } finally {
            live.leave(client);
        }
    }

    private void setHeaders(HttpExchange exchange, Answer answer) {
        var headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        headers.set("Vary", "Accept, Accept-Encoding");
        answer.headers().forEach(headers::set);
        doorkeeper.headers().forEach(headers::set);
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        setHeaders(exchange, answer);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.length()));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        try (var _ = patience.begin()) {
            exchange.sendResponseHeaders(answer.status(), answer.length());
            write(exchange, answer);
        }
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        try (OutputStream out = exchange.getResponseBody()) {
            answer.writeTo(out);
        }
    }

    /** Stops at once; requests that are being answered are cut off. */
    @Override
    public void close() {
        clock.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
