package dev.raingauge.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Makes throw-away network namespaces, and removes them again: on {@link #close}, at the end of
 * this process however it ends, and, should even that fail, when the next lab is opened.
 *
 * <p>
 *
 * {@snippet :
 * try (Lab lab = Lab.open()) {
 *   LabNamespace namespace = lab.namespace("demo");
 *   ServerSocket server = namespace.call(() -> new ServerSocket(7000));
 * }
 * }
 *
 * <p>Safe for use by several threads.
 */
public final class Lab implements AutoCloseable {
    /** A lab with more namespaces than this has a leak. */
    private static final int MOST_NAMESPACES = 200;

    private static int made;

    private final Deque<LabNamespace> namespaces = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::clear, "rg-lab-exit");
    private boolean closed;

    private Lab() {}

    /**
     * Opens the lab.
     *
     * @throws IOException if this process may not make namespaces; the message names the capability
     */
    public static Lab open() throws IOException {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        Janitor.sweep();
        Janitor.watch();
        Lab lab = new Lab();
        Runtime.getRuntime().addShutdownHook(lab.atExit);
        return lab;
    }

    /** Why the lab cannot work here, and what to do; empty if it can. For tests to be skipped. */
    public static Optional<String> obstacle() {
        return Capabilities.missing(effectiveCapabilities())
                .map(missing ->
                        ("the lab makes network namespaces, for which this process lacks"
                                        + " %s: run it as root")
                                .formatted(missing))
                .or(() -> Command.missing("ip", "ss", "nstat", "nsenter"));
    }

    private static String effectiveCapabilities() {
        try {
            return Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /**
     * A fresh network namespace with its loopback up and nothing else in it.
     *
     * @param purpose a word for its name: {@code rg-lab-PID-NUMBER-PURPOSE}
     */
    public synchronized LabNamespace namespace(String purpose) throws IOException {
        if (closed) {
            throw new IOException("this lab is closed");
        }
        if (namespaces.size() >= MOST_NAMESPACES) {
            throw new IOException("this lab holds " + MOST_NAMESPACES + " namespaces already");
        }
        if (!purpose.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("no name for a namespace: " + purpose);
        }
        var namespace = new LabNamespace(this, Janitor.ownPrefix() + next() + "-" + purpose);
        namespaces.push(namespace);
        namespace.make();
        return namespace;
    }

    private static synchronized int next() {
        return ++made;
    }

    synchronized void forget(LabNamespace namespace) {
        namespaces.remove(namespace);
    }

    private synchronized Optional<LabNamespace> last() {
        return Optional.ofNullable(namespaces.peek());
    }

    private void clear() {
        synchronized (this) {
            closed = true;
        }
        for (int i = 0; i < MOST_NAMESPACES; i++) {
            Optional<LabNamespace> namespace = last();
            if (namespace.isEmpty()) {
                return;
            }
            namespace.get().close();
        }
    }

    /** Removes every namespace of this lab. Can be repeated. */
    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The hook runs already, and does the same.
        }
    }
}
