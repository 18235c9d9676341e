package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.TcpInfo;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the connections that wait in some accept queues. */
final class Waits implements TcpVisitor {
    private static final Comparator<AcceptWait> LONGEST_FIRST =
            Comparator.comparing(AcceptWait::waited).reversed();

    private final ListenerIndex index;
    private final Set<ListenerAddress> wanted;
    private final Map<ListenerAddress, List<AcceptWait>> byListener = new HashMap<>();

    Waits(ListenerIndex index, Collection<ListenerAddress> wanted) {
        this.index = index;
        this.wanted = new HashSet<>(wanted);
    }

    @Override
    public void visit(TcpRecord socket) {
        if (socket.inode() != 0) {
            return; // accepted: the usual case by far
        }
        int row = index.rowOf(socket);
        if (row != ListenerIndex.NONE
                && wanted.contains(index.rows().get(row))
                && socket.toSocket() instanceof TcpSocket.Connection connection
                && connection.isWaitingForAccept()) {
            add(index.rows().get(row), connection);
        }
    }

    private void add(ListenerAddress listener, TcpSocket.Connection connection) {
        connection
                .info()
                .flatMap(TcpInfo::sinceLastDataSent)
                .ifPresent(waited ->
                        byListener
                                .computeIfAbsent(listener, _ -> new ArrayList<>())
                                .add(
                                        new AcceptWait(
                                                connection.identity().cookie(),
                                                connection.remote(),
                                                waited,
                                                connection.state() == TcpState.CLOSE_WAIT)));
    }

    /** The longest wait first; a listener whose queue is empty is not in it. */
    Map<ListenerAddress, List<AcceptWait>> byListener() {
        byListener.values().forEach(waits -> waits.sort(LONGEST_FIRST));
        return Map.copyOf(byListener);
    }
}
