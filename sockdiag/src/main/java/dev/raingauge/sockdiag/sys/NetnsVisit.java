package dev.raingauge.sockdiag.sys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Does something inside another network namespace, on a platform thread of its own that enters the
 * namespace, works and ends; nobody's thread has to come back.
 *
 * <p>A virtual thread must never do this: its carrier would stay behind in the namespace. A thread
 * that a visitor starts is born in the namespace, so a visit does only what needs to be done there:
 * open a socket, read a file below {@code /proc/sys/net} or {@code /proc/thread-self/net}. ({@code
 * /proc/self/net} would show the namespace of the process's first thread.)
 */
public final class NetnsVisit {
    private NetnsVisit() {}

    /** What is done inside. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /**
     * Does {@code work} in the namespace of a file, and waits for it.
     *
     * @param namespace {@code /proc/PID/ns/net} or {@code /run/netns/NAME}
     * @throws SyscallException if the namespace cannot be entered; the message names the capability
     *     that is missing
     */
    public static <T extends @Nullable Object> T in(Path namespace, Work<T> work)
            throws IOException {
        try (var handle = NetnsHandle.open(namespace)) {
            return handle.visit(work);
        }
    }

    static <T extends @Nullable Object> T onOwnThread(Work<T> work) throws IOException {
        var task = new FutureTask<T>(work::run);
        Thread visitor = Thread.ofPlatform().name("netns-visit").daemon().start(task);
        boolean interrupted = false;
        while (true) {
            try {
                visitor.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true; // a visit is short, and what it opened must not get lost
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            return task.get();
        } catch (InterruptedException done) {
            throw new AssertionError("a finished task does not wait", done);
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException expected -> expected;
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case null, default -> throw new AssertionError(cause);
        };
    }
}
