package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Dump;
import dev.raingauge.sockdiag.model.Fate;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixQuery;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.model.UnixVisitor;
import dev.raingauge.sockdiag.procfs.NetTcp;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import dev.raingauge.sockdiag.sys.Errno;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The sockets of a namespace as the files of {@code /proc/PID/net} show them: without limits,
 * drops, cookies, waiting times, interfaces and MPTCP. Two listeners on one address, bound to
 * different interfaces, are one row here.
 *
 * <p>Nothing here is as quick as with netlink: even for the listeners alone the kernel walks the
 * host's hash table up to the first connection, some milliseconds for an empty one ({@code
 * established_get_first} in {@code net/ipv4/tcp_ipv4.c}); everything else is text.
 *
 * <p>A pass is as consistent as /proc can tell: the kernel goes on between two reads of a file and
 * does not say what it missed or showed twice.
 */
final class ProcSockets implements Sockets {
    private final ProcNet net;
    private final Thread owner = Thread.currentThread();
    private boolean closed;

    private ProcSockets(ProcNet net) {
        this.net = net;
    }

    static ProcSockets open(ProcRoot proc, int pid) throws SockDiagException {
        return new ProcSockets(ProcNet.of(proc, pid));
    }

    static ProcSockets open(ProcRoot proc, Host.Place place) throws SockDiagException {
        Optional<Integer> pid = place.pid();
        if (pid.isPresent()) {
            return open(proc, pid.get());
        }
        Path directory =
                new NetFiles(proc)
                        .directory(place)
                        .orElseThrow(() ->
                                new SockDiagException(
                                        "no process lives in the namespace "
                                                + place.namespace().name()
                                                + ": /proc shows only those of processes",
                                        0));
        return new ProcSockets(ProcNet.of(proc, directory));
    }

    @Override
    public Source source() {
        return Source.PROCFS;
    }

    @Override
    public QueuePass queues() throws IOException {
        checkOpen();
        var tcp = new ArrayList<TcpSocket.Listener>();
        net.tcp(socket -> addListener(socket, tcp));
        var unix = new ProcUnix();
        net.unix(unix);
        return new QueuePass(tcp, unix.listeners(), true);
    }

    /**
     * The kernel writes all listeners first, old ones with their half-open requests between them
     * ({@code tcp_get_idx} and {@code listening_get_next} in {@code net/ipv4/tcp_ipv4.c}): whatever
     * the host carries, the rest is not read.
     */
    private static boolean addListener(TcpRecord socket, List<TcpSocket.Listener> listeners) {
        if (socket.toSocket() instanceof TcpSocket.Listener listener) {
            listeners.add(listener);
            return true;
        }
        return socket.state() == TcpState.SYN_RECV;
    }

    @Override
    public StatePass states(QueuePass listeners) throws IOException {
        checkOpen();
        var tally = new Tally(new ListenerIndex(listeners.tcp()));
        net.tcp(socket -> {
            TcpState state = socket.state();
            if (state != TcpState.ESTABLISHED
                    && state != TcpState.TIME_WAIT
                    && state != TcpState.LISTEN) {
                tally.visit(socket);
            }
            return true;
        });
        return tally.statePass(listeners.tcp().size(), true);
    }

    @Override
    public CensusPass census(QueuePass listeners, int threads) throws IOException {
        checkOpen();
        var index = new ListenerIndex(listeners.tcp());
        var tally = new Tally(index);
        net.tcp(shownTo(tally, _ -> true));
        return tally.census(index.rows(), true);
    }

    @Override
    public CensusPass censusOf(QueuePass all, Collection<ListenerAddress> wanted)
            throws IOException {
        checkOpen();
        var tally = new Tally(new ListenerIndex(all.tcp()));
        BitSet ports = Ports.of(wanted);
        if (!ports.isEmpty()) {
            net.tcp(shownTo(tally, socket -> ports.get(socket.localPort())));
        }
        return tally.census(wanted, true);
    }

    @Override
    public Map<ListenerAddress, Long> unixActive(QueuePass listeners) throws IOException {
        checkOpen();
        var unix = new ProcUnix();
        net.unix(unix);
        return unix.active(listeners.unix());
    }

    @Override
    public Map<ListenerAddress, List<AcceptWait>> waits(
            QueuePass all, Collection<ListenerAddress> wanted) {
        checkOpen();
        return Map.of();
    }

    @Override
    public Dump<TcpSocket> tcp(TcpQuery query) throws IOException {
        var found = new ArrayList<TcpSocket>();
        boolean consistent = walk(query, socket -> found.add(socket.toSocket()));
        return new Dump<>(found, consistent);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Details that are asked for stay empty. MPTCP sockets and filters over what /proc does not
     * show are refused.
     */
    @Override
    public boolean walk(TcpQuery query, TcpVisitor visitor) throws IOException {
        checkOpen();
        if (query.transport() != Transport.TCP) {
            throw notShown("MPTCP");
        }
        net.tcp(shownTo(visitor, wanted(InetQuery.of(query))));
        return true;
    }

    @Override
    public boolean walk(InetQuery query, InetVisitor visitor) throws IOException {
        checkOpen();
        Predicate<InetRecord> wanted = wanted(query);
        switch (query.protocol()) {
            case TCP -> net.tcp(shownTo(visitor::visit, wanted));
            case UDP, UDPLITE, RAW ->
                    net.datagram(
                            query.protocol(),
                            socket -> {
                                if (wanted.test(socket)) {
                                    visitor.visit(socket);
                                }
                            });
            case MPTCP, SCTP -> throw notShown(query.protocol().name());
        }
        return true;
    }

    private static Predicate<InetRecord> wanted(InetQuery query) throws SockDiagException {
        int states = 0;
        for (TcpState state : query.states()) {
            states |= state.bit();
        }
        int asked = states;
        Predicate<InetRecord> wanted = socket -> (asked & socket.state().bit()) != 0;
        if (query.sourcePort().isPresent()) {
            int port = query.sourcePort().getAsInt();
            wanted = wanted.and(socket -> socket.localPort() == port);
        }
        return query.filter().isPresent()
                ? wanted.and(FilterMatch.of(query.filter().get()))
                : wanted;
    }

    private static SockDiagException notShown(String what) {
        return new SockDiagException(
                "/proc does not show " + what + " sockets; netlink does", Errno.EOPNOTSUPP);
    }

    private static NetTcp.Visitor shownTo(TcpVisitor visitor, Predicate<? super TcpRecord> wanted) {
        return socket -> {
            if (wanted.test(socket)) {
                visitor.visit(socket);
            }
            return true;
        };
    }

    @Override
    public Dump<UnixSocket> unix() throws IOException {
        checkOpen();
        var unix = new ProcUnix();
        net.unix(unix);
        return new Dump<>(unix.all(), true);
    }

    @Override
    public boolean walk(UnixQuery query, UnixVisitor visitor) throws IOException {
        checkOpen();
        var unix = new ProcUnix();
        net.unix(unix);
        for (UnixSocket socket : unix.all()) {
            UnixDetails details = ProcUnix.details(socket);
            if (query.states().contains(details.state())) {
                visitor.visit(socket, details);
            }
        }
        return true;
    }

    @Override
    public boolean walk(OtherSocket.Family family, Consumer<OtherSocket> visitor)
            throws IOException {
        checkOpen();
        throw notShown(family.label());
    }

    /** As with netlink: an object belongs to one thread, and is of no use once closed. */
    private void checkOpen() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException("opened by " + owner.getName());
        }
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    @Override
    public Fate destroy(SocketKey socket) throws IOException {
        throw new SockDiagException(
                "sockets are closed through netlink, which is not to be had here",
                Errno.EOPNOTSUPP);
    }

    @Override
    public void close() {
        closed = true;
    }
}
