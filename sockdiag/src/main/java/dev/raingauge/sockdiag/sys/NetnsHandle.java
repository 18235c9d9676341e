package dev.raingauge.sockdiag.sys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace held by a descriptor: it can be visited again although its file or process
 * has gone, and it lives as long as this object is open. Any thread may use it.
 */
public final class NetnsHandle implements AutoCloseable {
    private static final String OPENING =
            "a process of another user needs CAP_SYS_PTRACE, a file in /run/netns needs root";
    private static final String ENTERING = "entering a network namespace needs CAP_SYS_ADMIN";

    private final String name;
    private final int fd;

    /** Visits at the same time are fine; closing waits for them, so that none meets a reused fd. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean open = true;

    private NetnsHandle(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    /**
     * Opens a namespace file.
     *
     * @throws SyscallException ENOENT where it has gone, EACCES or EPERM where we may not
     */
    public static NetnsHandle open(Path namespace) throws SyscallException {
        try (var libc = new Libc()) {
            return new NetnsHandle(namespace.toString(), open(libc, namespace));
        }
    }

    private static int open(Libc libc, Path namespace) throws SyscallException {
        try {
            return libc.open(namespace, "");
        } catch (SyscallException failed) {
            String advice =
                    switch (failed.errno()) {
                        case Errno.EACCES, Errno.EPERM -> OPENING;
                        case Errno.ENOENT -> "the namespace or its process has gone";
                        default -> "";
                    };
            throw new SyscallException("open " + namespace, failed.errno(), advice);
        }
    }

    /** Does {@code work} inside, on a thread of its own, and waits for it. */
    public synchronized <T extends @Nullable Object> T visit(NetnsVisit.Work<T> work)
            throws IOException {
        if (!open) {
            throw new IllegalStateException("the namespace " + name + " is closed");
        }
        return NetnsVisit.onOwnThread(() -> {
            try (var libc = new Libc()) {
                enter(libc);
            }
            return work.run();
        });
    }

    private void enter(Libc libc) throws SyscallException {
        try {
            libc.setns(fd, Libc.CLONE_NEWNET, name, "");
        } catch (SyscallException failed) {
            String advice =
                    switch (failed.errno()) {
                        case Errno.EPERM -> ENTERING;
                        case Errno.EINVAL -> "this file is no network namespace";
                        default -> "";
                    };
            throw new SyscallException("setns " + name, failed.errno(), advice);
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try (var libc = new Libc()) {
            if (open) {
                open = false;
                libc.closeDescriptor(fd);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
