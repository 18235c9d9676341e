package dev.raingauge.monitor.serve;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Ends answers that are not read in time. The JDK's server has a limit of its own, but it would end
 * streams as well, which have none.
 */
final class Patience {
    private final long mostNanos;
    private final LongSupplier nanos;
    private final Map<Thread, Long> writing = new ConcurrentHashMap<>();

    Patience(long mostNanos, LongSupplier nanos) {
        this.mostNanos = mostNanos;
        this.nanos = nanos;
    }

    /** An answer that is being written by this thread, until it is closed. */
    Writing begin() {
        Thread writer = Thread.currentThread();
        writing.put(writer, nanos.getAsLong());
        return () -> writing.remove(writer);
    }

    /** While it is open, the clock runs. */
    @FunctionalInterface
    interface Writing extends AutoCloseable {
        @Override
        void close();
    }

    /** Cuts off those that took too long: an interrupt closes the connection. */
    void enforce() {
        long now = nanos.getAsLong();
        writing.forEach((writer, since) -> {
            if (now - since > mostNanos) {
                writer.interrupt();
            }
        });
    }
}
