package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A look in parts, of which one may fail: a file of /proc/net that is kept from us says nothing
 * against the others. What fails becomes a gap; if everything does, that is the answer.
 */
final class InParts {
    private final Source source;
    private final Lookout.Notes notes;
    private boolean any;
    private @Nullable IOException first;

    InParts(Source source, Lookout.Notes notes) {
        this.source = source;
        this.notes = notes;
    }

    /** One part of it. */
    @FunctionalInterface
    interface Part<T> {
        T read() throws IOException;
    }

    /**
     * Reads a part; empty where its file cannot be read.
     *
     * @param what it is, for the gap
     * @throws IOException if it is not about a file: what netlink refuses is refused
     */
    <T> Optional<T> read(String what, Part<T> part) throws IOException {
        try {
            T value = part.read();
            any = true;
            return Optional.of(value);
        } catch (IOException e) {
            if (source != Source.PROCFS && !(e instanceof FileSystemException)) {
                throw e;
            }
            first = first == null ? e : first;
            notes.gap(new Gap(what, reason(e), ""));
            return Optional.empty();
        }
    }

    private static String reason(IOException e) {
        if (!(e instanceof FileSystemException)) {
            return Watching.reason(e);
        }
        boolean forbidden = e instanceof AccessDeniedException;
        return (forbidden ? "no permission to read " : "cannot read ") + e.getMessage();
    }

    /** Fails if every part did. */
    void somethingIsThere() throws IOException {
        if (!any && first != null) {
            throw first;
        }
    }

    /** The listeners; where one file cannot be read, those of the others. */
    QueuePass queues(Sockets sockets) throws IOException {
        try {
            QueuePass all = sockets.queues();
            any = true;
            return all;
        } catch (IOException e) {
            if (source != Source.PROCFS) {
                throw e;
            }
        }
        var tcp = new ArrayList<TcpSocket.Listener>();
        var _ =
                read(
                        "TCP listeners",
                        () ->
                                sockets.walk(
                                        TcpQuery.of(TcpState.LISTEN),
                                        socket -> {
                                            if (socket.toSocket()
                                                    instanceof TcpSocket.Listener listener) {
                                                tcp.add(listener);
                                            }
                                        }));
        var unix = new ArrayList<UnixSocket.Listener>();
        for (UnixSocket socket :
                read("UNIX listeners", () -> sockets.unix().sockets()).orElse(List.of())) {
            if (socket instanceof UnixSocket.Listener listener) {
                unix.add(listener);
            }
        }
        somethingIsThere();
        return new QueuePass(tcp, unix, true);
    }
}
