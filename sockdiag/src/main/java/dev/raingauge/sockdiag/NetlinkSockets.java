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
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixQuery;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.model.UnixVisitor;
import dev.raingauge.sockdiag.wire.OtherRecordReader;
import dev.raingauge.sockdiag.wire.Requests;
import dev.raingauge.sockdiag.wire.UnixRecordReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The sockets of a namespace through netlink sock_diag. */
final class NetlinkSockets implements Sockets {
    private static final String UNIX = "UNIX sockets";

    private final Door door;
    private final Inquiry inquiry;
    private final TcpWalks walks;
    private final ListenerWalk listeners;
    private final byte[] unixListeners = Requests.unixListeners();
    private final byte[] unixConnections = Requests.unixConnections();
    private boolean unixDiag = true;

    private NetlinkSockets(Door door, Inquiry inquiry) throws SockDiagException {
        this.door = door;
        this.inquiry = inquiry;
        walks = TcpWalks.over(inquiry);
        listeners = new ListenerWalk(walks);
    }

    /** Takes the door over, also where it fails. */
    static NetlinkSockets open(Door door) throws SockDiagException {
        Inquiry inquiry = null;
        boolean opened = false;
        try {
            inquiry = new Inquiry(door);
            var sockets = new NetlinkSockets(door, inquiry);
            opened = true;
            return sockets;
        } finally {
            if (!opened) {
                if (inquiry != null) {
                    inquiry.close();
                }
                door.close();
            }
        }
    }

    @Override
    public Source source() {
        return Source.NETLINK;
    }

    @Override
    public List<Gap> gaps() {
        return unixDiag
                ? List.of()
                : List.of(
                        new Gap(
                                "UNIX sockets",
                                "this kernel has no unix_diag",
                                "load the module unix_diag, or read /proc instead"));
    }

    @Override
    public QueuePass queues() throws IOException {
        return Retries.of(() -> {
            Dump<TcpSocket.Listener> tcp = listeners.all();
            var unix = new ArrayList<UnixSocket.Listener>();
            boolean consistent = unixListeners(unix) && tcp.consistent();
            return new Retries.Answer<>(new QueuePass(tcp.sockets(), unix, consistent), consistent);
        });
    }

    /** A kernel without unix_diag still has TCP listeners; the gap says what is missing. */
    private boolean unixListeners(List<UnixSocket.Listener> found) throws SockDiagException {
        if (!unixDiag) {
            return true;
        }
        var reader =
                new UnixRecordReader(socket -> {
                    if (socket instanceof UnixSocket.Listener listener) {
                        found.add(listener);
                    }
                });
        try {
            return inquiry.ask(UNIX, unixListeners, reader);
        } catch (SockDiagException refused) {
            if (!TcpWalks.isMissing(refused.errno())) {
                throw refused;
            }
            unixDiag = false;
            return true;
        }
    }

    @Override
    public StatePass states(QueuePass pass) throws IOException {
        var index = new ListenerIndex(pass.tcp());
        TcpQuery query = TcpQuery.except(TcpState.ESTABLISHED, TcpState.TIME_WAIT, TcpState.LISTEN);
        return Retries.of(() -> {
            var tally = new Tally(index);
            boolean consistent = walks.walk(query, tally);
            return new Retries.Answer<>(tally.statePass(pass.tcp().size(), consistent), consistent);
        });
    }

    @Override
    public CensusPass census(QueuePass pass, int threads) throws IOException {
        var index = new ListenerIndex(pass.tcp());
        return Retries.of(() -> {
            var tally = new Tally(index);
            boolean consistent =
                    threads == 1
                            ? walks.walk(TcpQuery.all(), tally)
                            : SharedCensus.count(tally, walks, door, threads, pass.tcp());
            return new Retries.Answer<>(tally.census(index.rows(), consistent), consistent);
        });
    }

    @Override
    public CensusPass censusOf(QueuePass all, Collection<ListenerAddress> wanted)
            throws IOException {
        var index = new ListenerIndex(all.tcp());
        BitSet ports = Ports.of(wanted);
        if (ports.isEmpty()) {
            return new Tally(index).census(wanted, true);
        }
        TcpQuery query = at(ports, TcpQuery.all());
        return Retries.of(() -> {
            var tally = new Tally(index);
            boolean consistent =
                    walks.walk(
                            query,
                            socket -> {
                                if (ports.get(socket.localPort())) {
                                    tally.visit(socket);
                                }
                            });
            return new Retries.Answer<>(tally.census(wanted, consistent), consistent);
        });
    }

    @Override
    public Map<ListenerAddress, List<AcceptWait>> waits(
            QueuePass all, Collection<ListenerAddress> wanted) throws IOException {
        BitSet ports = Ports.of(wanted);
        if (ports.isEmpty()) {
            return Map.of();
        }
        var index = new ListenerIndex(all.tcp());
        TcpQuery query =
                at(
                        ports,
                        TcpQuery.of(TcpState.ESTABLISHED, TcpState.CLOSE_WAIT)
                                .with(TcpQuery.Detail.INFO));
        return Retries.of(() -> {
            var waits = new Waits(index, wanted);
            boolean consistent = walks.walk(query, waits);
            return new Retries.Answer<>(waits.byListener(), consistent);
        });
    }

    /** One port is compared by the kernel before anything else, several by bytecode. */
    private static TcpQuery at(BitSet ports, TcpQuery query) {
        return ports.cardinality() == 1
                ? query.atSourcePort(ports.nextSetBit(0))
                : Ports.local(ports).map(query::matching).orElse(query);
    }

    @Override
    public Map<ListenerAddress, Long> unixActive(QueuePass pass) throws IOException {
        Set<ListenerAddress> asked = new HashSet<>();
        pass.unix().forEach(listener -> asked.add(ListenerAddress.of(listener)));
        if (asked.isEmpty()) {
            return Map.of();
        }
        return Retries.of(() -> {
            Map<ListenerAddress, Long> active = new HashMap<>();
            var reader = new UnixRecordReader(socket -> count(socket, asked, active));
            boolean consistent = inquiry.ask(UNIX, unixConnections, reader);
            return new Retries.Answer<>(active, consistent);
        });
    }

    /** The socket that accept(2) makes has its listener's name and file ({@code unix_accept}). */
    private static void count(
            UnixSocket socket, Set<ListenerAddress> asked, Map<ListenerAddress, Long> active) {
        if (socket instanceof UnixSocket.Plain plain && !plain.name().isUnnamed()) {
            boolean packets = plain.kind() == UnixSocket.Kind.SEQPACKET;
            var address =
                    new ListenerAddress.Unix(
                            packets ? Transport.UNIX_SEQPACKET : Transport.UNIX,
                            plain.name(),
                            plain.file());
            if (asked.contains(address)) {
                active.merge(address, 1L, Long::sum);
            }
        }
    }

    @Override
    public Dump<TcpSocket> tcp(TcpQuery query) throws IOException {
        return Retries.of(() -> {
            var found = new ArrayList<TcpSocket>();
            boolean consistent = walks.walk(query, socket -> found.add(socket.toSocket()));
            return new Retries.Answer<>(new Dump<>(found, consistent), consistent);
        });
    }

    @Override
    public boolean walk(TcpQuery query, TcpVisitor visitor) throws IOException {
        return walks.walk(query, visitor);
    }

    @Override
    public Dump<UnixSocket> unix() throws IOException {
        return Retries.of(() -> {
            var found = new ArrayList<UnixSocket>();
            boolean consistent =
                    inquiry.ask(UNIX, Requests.unixAll(), new UnixRecordReader(found::add));
            return new Retries.Answer<>(new Dump<>(found, consistent), consistent);
        });
    }

    @Override
    public boolean walk(InetQuery query, InetVisitor visitor) throws IOException {
        return walks.walk(query, visitor);
    }

    @Override
    public boolean walk(UnixQuery query, UnixVisitor visitor) throws IOException {
        return inquiry.ask(UNIX, Requests.unix(query), UnixRecordReader.of(visitor));
    }

    @Override
    public boolean walk(OtherSocket.Family family, Consumer<OtherSocket> visitor)
            throws IOException {
        return inquiry.ask(
                family.label() + " sockets",
                Requests.other(family),
                new OtherRecordReader(family, visitor));
    }

    @Override
    public Fate destroy(SocketKey socket) throws IOException {
        return new Destruction(inquiry, walks).of(socket);
    }

    @Override
    public void close() {
        inquiry.close();
        door.close();
    }
}
