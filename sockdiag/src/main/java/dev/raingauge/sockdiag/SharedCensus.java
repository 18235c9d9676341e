package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A census that several threads share: each has a netlink socket of its own and asks for the
 * sockets of a slice of ports. The kernel's time is what takes long, and it is spent on the thread
 * that receives.
 */
final class SharedCensus {
    private static final int MOST_THREADS = 64;

    private SharedCensus() {}

    /**
     * Counts every socket into {@code total}; the calling thread does the first slice itself.
     *
     * @return whether every part was consistent
     */
    static boolean count(
            Tally total, TcpWalks walks, Door door, int threads, List<TcpSocket.Listener> listeners)
            throws SockDiagException {
        List<Filter> slices = Ports.slices(Math.clamp(threads, 1, MOST_THREADS), listeners);
        var others = new ArrayList<FutureTask<Part>>();
        for (Filter slice : slices.subList(1, slices.size())) {
            var part = new FutureTask<>(() -> part(total.empty(), walks, door, slice));
            others.add(part);
            Thread _ = Thread.ofPlatform().name("sockdiag-census").daemon().start(part);
        }
        boolean consistent = true;
        SockDiagException failed = null;
        try {
            consistent = walks.walk(TcpQuery.all().matching(slices.getFirst()), total);
        } catch (SockDiagException first) {
            failed = first;
        }
        for (FutureTask<Part> other : others) {
            try {
                Part part = finished(other);
                total.add(part.tally());
                consistent &= part.consistent();
            } catch (SockDiagException next) {
                failed = failed == null ? next : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return consistent;
    }

    private record Part(Tally tally, boolean consistent) {}

    private static Part part(Tally tally, TcpWalks walks, Door door, Filter slice)
            throws SockDiagException {
        try (var inquiry = new Inquiry(door)) {
            boolean consistent = walks.through(inquiry).walk(TcpQuery.all().matching(slice), tally);
            return new Part(tally, consistent);
        }
    }

    /** Waits for a part; it ends by itself, since no receive waits for ever. */
    private static Part finished(FutureTask<Part> task) throws SockDiagException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SockDiagException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case SockDiagException expected -> expected;
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case null, default -> throw new AssertionError(cause);
        };
    }
}
