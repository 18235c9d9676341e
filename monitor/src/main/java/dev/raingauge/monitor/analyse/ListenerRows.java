package dev.raingauge.monitor.analyse;

import dev.raingauge.monitor.analyse.ListenersReport.Connections;
import dev.raingauge.monitor.analyse.ListenersReport.ListeningSocket;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Joins the looks at one namespace into rows. */
final class ListenerRows {
    private final SeenListeners seen;
    private final Map<ListenerAddress, List<ListeningSocket>> byAddress = new LinkedHashMap<>();

    private ListenerRows(SeenListeners seen) {
        this.seen = seen;
    }

    static Stream<Row> of(SeenListeners seen) {
        return new ListenerRows(seen).rows();
    }

    private Stream<Row> rows() {
        for (TcpSocket.Listener tcp : seen.queues().tcp()) {
            add(ListenerAddress.of(tcp), socket(tcp.identity(), tcp.acceptQueue(), tcp.drops()));
        }
        for (UnixSocket.Listener unix : seen.queues().unix()) {
            add(
                    ListenerAddress.of(unix),
                    socket(unix.identity(), unix.acceptQueue(), OptionalLong.empty()));
        }
        return byAddress.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue()));
    }

    private void add(ListenerAddress address, ListeningSocket socket) {
        byAddress.computeIfAbsent(address, _ -> new ArrayList<>()).add(socket);
    }

    private ListeningSocket socket(SocketIdentity identity, AcceptQueue queue, OptionalLong drops) {
        return new ListeningSocket(
                identity.inode(),
                identity.cookie(),
                identity.uid(),
                queue,
                drops,
                Optional.ofNullable(seen.cgroups().get(identity.inode())),
                seen.owners().getOrDefault(identity.inode(), List.of()));
    }

    private Row row(ListenerAddress address, List<ListeningSocket> sockets) {
        QueueSum queue = QueueSum.of(sockets.stream().map(ListeningSocket::acceptQueue).toList());
        ListenerFigures figures = seen.figures().getOrDefault(address, ListenerFigures.UNKNOWN);
        return new Row(
                seen.namespace(),
                address,
                interfaceName(address),
                queue,
                figures.halfOpen(),
                sum(sockets),
                new Connections(figures.active(), figures.waiting(), figures.closeWait()),
                longestWait(address, queue),
                sockets.stream().sorted(Comparator.comparingLong(ListeningSocket::inode)).toList());
    }

    private Optional<String> interfaceName(ListenerAddress address) {
        return address instanceof ListenerAddress.Inet(_, _, int index) && index != 0
                ? Optional.of(seen.interfaces().getOrDefault(index, Integer.toString(index)))
                : Optional.empty();
    }

    /** Empty as soon as one socket does not tell: a part of the drops is not the drops. */
    private static OptionalLong sum(List<ListeningSocket> sockets) {
        long sum = 0;
        for (ListeningSocket socket : sockets) {
            if (socket.drops().isEmpty()) {
                return OptionalLong.empty();
            }
            sum += socket.drops().getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /**
     * A queue may hold connections that no dump shows, because they were reset while they waited;
     * then the wait is unknown, not zero.
     */
    private Optional<Duration> longestWait(ListenerAddress address, QueueSum queue) {
        if (address.transport().isUnix()) {
            return Optional.empty();
        }
        return queue.depth() == 0
                ? Optional.of(Duration.ZERO)
                : seen.waits().getOrDefault(address, List.of()).stream()
                        .map(AcceptWait::waited)
                        .max(Comparator.naturalOrder());
    }
}
