package dev.raingauge.monitor.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who listens to the stream. Nobody waits for it: what it does not read in time piles up
 * here, and when there is too much of it, it is cut off.
 */
final class StreamClient {
    private static final int MOST_WAITING = 10;
    private static final long SILENCE_SECONDS = 10;
    private static final byte[] STILL_HERE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;

    /** Of the thread that will write to it. */
    StreamClient(Thread writer) {
        this.writer = writer;
    }

    /** Hands it something; false if it has not read what it was handed before. */
    boolean offer(byte[] events) {
        return waiting.offer(events);
    }

    /** An interrupt closes the connection, also in the middle of a write that waits. */
    void cutOff() {
        writer.interrupt();
    }

    /** Writes until the client is gone or cut off. A comment shows whether it still reads. */
    void writeTo(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            byte[] events = waiting.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
            out.write(events == null ? STILL_HERE : events);
            out.flush();
        }
    }
}
