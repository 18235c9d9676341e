package dev.raingauge.monitor.otlp;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** A collector that reads what comes by the published schema, and answers as a test wishes. */
final class Receiver implements AutoCloseable {
    /**
     * What came.
     *
     * @param nanos when
     */
    record Push(
            ExportMetricsServiceRequest message, String type, String authorization, long nanos) {}

    /** How to answer; -1: never. */
    record Reply(int status, String retryAfter, ByteString body) {}

    final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>(new ArrayDeque<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    Receiver(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
        server.createContext("/v1/metrics", this::take);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The next one is answered in this way, once; without any it is taken. */
    void answer(int status, String retryAfter) {
        replies.add(new Reply(status, retryAfter, ByteString.EMPTY));
    }

    /** The next one is taken, once, with this said about it. */
    void remark(ExportMetricsServiceResponse about) {
        replies.add(new Reply(200, "", about.toByteString()));
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        var headers = exchange.getRequestHeaders();
        InputStream body = exchange.getRequestBody();
        if ("gzip".equals(headers.getFirst("Content-Encoding"))) {
            body = new GZIPInputStream(body);
        }
        pushes.add(
                new Push(
                        ExportMetricsServiceRequest.parseFrom(body),
                        String.valueOf(headers.getFirst("Content-Type")),
                        String.valueOf(headers.getFirst("Authorization")),
                        now));
        Reply reply = replies.poll();
        if (reply != null && reply.status() < 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (reply != null && !reply.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        ByteString answer = reply == null ? ByteString.EMPTY : reply.body();
        exchange.sendResponseHeaders(
                reply == null ? 200 : reply.status(), answer.isEmpty() ? -1 : answer.size());
        answer.writeTo(exchange.getResponseBody());
        exchange.close();
    }

    /** The next push, within a minute. */
    Push next() throws InterruptedException {
        Push push = pushes.poll(60, TimeUnit.SECONDS);
        if (push == null) {
            throw new AssertionError("nothing was pushed");
        }
        return push;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
