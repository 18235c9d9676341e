package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Dump;
import dev.raingauge.sockdiag.model.Fate;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.UnixQuery;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.model.UnixVisitor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The sockets of one network namespace, to be asked again and again.
 *
 * <p>An object belongs to the thread that opened it; every other thread is refused. Two
 * implementations answer: netlink sock_diag, and /proc where the kernel offers no sock_diag; {@link
 * #source} tells which.
 */
public sealed interface Sockets extends AutoCloseable permits NetlinkSockets, ProcSockets {
    Source source();

    /** What this source turned out to be unable to look at, in words; grows with the questions. */
    default List<Gap> gaps() {
        return List.of();
    }

    /**
     * Every listener with its accept queue: well under a millisecond, whatever the host carries.
     */
    QueuePass queues() throws IOException;

    /**
     * Half-open and closing connections, by state and by listener: one walk of the host's hash
     * table.
     *
     * @param listeners to whom the connections are attributed, from {@link #queues}
     */
    StatePass states(QueuePass listeners) throws IOException;

    /**
     * Counts every TCP socket, without keeping any.
     *
     * @param listeners to whom the connections are attributed, from {@link #queues}
     * @param threads 1 or more; with two, ranges of the local port are asked for at the same time
     */
    CensusPass census(QueuePass listeners, int threads) throws IOException;

    /**
     * The connections of UNIX listeners that were accepted, by listener; a listener without any is
     * not in it.
     *
     * @param listeners from {@link #queues}
     */
    Map<ListenerAddress, Long> unixActive(QueuePass listeners) throws IOException;

    /**
     * What became of the connections of some listeners: only their local ports are copied out of
     * the kernel.
     *
     * @param all every listener, from {@link #queues}: attribution needs them all
     * @param wanted the listeners in question
     */
    CensusPass censusOf(QueuePass all, Collection<ListenerAddress> wanted) throws IOException;

    /**
     * How long each connection has waited in the accept queues of these TCP listeners, the longest
     * wait first. Ask only for listeners that have a queue: each connection at their ports is
     * copied out with its tcp_info. Empty from /proc, which does not tell.
     */
    Map<ListenerAddress, List<AcceptWait>> waits(QueuePass all, Collection<ListenerAddress> wanted)
            throws IOException;

    /** The sockets that match, held as objects: for few of them. */
    Dump<TcpSocket> tcp(TcpQuery query) throws IOException;

    /**
     * Shows each TCP socket that matches to a visitor, once, and keeps none. It is not tried again,
     * because what was shown cannot be taken back.
     *
     * @return false if the kernel said that the walk was interrupted: a socket may be missing
     */
    boolean walk(TcpQuery query, TcpVisitor visitor) throws IOException;

    /** Every UNIX socket, in whatever state. */
    Dump<UnixSocket> unix() throws IOException;

    /**
     * Shows each socket of an internet protocol that matches to a visitor, once, and keeps none; as
     * {@link #walk(TcpQuery, TcpVisitor)} not tried again.
     *
     * @return false if the kernel said that the walk was interrupted: a socket may be missing
     * @throws SockDiagException where this source does not tell about the protocol; {@link
     *     SockDiagException#isNotOffered} says so
     */
    boolean walk(InetQuery query, InetVisitor visitor) throws IOException;

    /** As {@link #walk(InetQuery, InetVisitor)}, for UNIX sockets. */
    boolean walk(UnixQuery query, UnixVisitor visitor) throws IOException;

    /** As {@link #walk(InetQuery, InetVisitor)}, for every socket of another family. */
    boolean walk(OtherSocket.Family family, Consumer<OtherSocket> visitor) throws IOException;

    /**
     * Closes a TCP or UDP socket, whosever it is: like close(2) by its process, except that the
     * process is told (ECONNABORTED) and a TCP peer gets a reset. Needs CAP_NET_ADMIN.
     *
     * @throws SockDiagException where the kernel refuses for a reason that {@link Fate} does not
     *     know, or where this source cannot do it
     */
    Fate destroy(SocketKey socket) throws IOException;

    @Override
    void close();
}
