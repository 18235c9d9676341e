package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Dump;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Being written. */
@SuppressWarnings("DoNotCallSuggester") // until it is written
final class NetlinkSockets implements Sockets {
    @Override
    public Source source() {
        return Source.NETLINK;
    }

    @Override
    public QueuePass queues() {
        throw new UnsupportedOperationException();
    }

    @Override
    public StatePass states(QueuePass listeners) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CensusPass census(QueuePass listeners, int threads) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<ListenerAddress, Long> unixActive(QueuePass listeners) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CensusPass censusOf(QueuePass all, Collection<ListenerAddress> wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<ListenerAddress, List<AcceptWait>> waits(
            QueuePass all, Collection<ListenerAddress> wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dump<TcpSocket> tcp(TcpQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean walk(TcpQuery query, TcpVisitor visitor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dump<UnixSocket> unix() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
