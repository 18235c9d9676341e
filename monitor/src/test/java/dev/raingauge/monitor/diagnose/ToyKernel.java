package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts as the kernel counts, in a table's worth of code, so that a test says what happens and not
 * what the counters are. Time stands still until it is moved.
 */
final class ToyKernel {
    static final Namespace NAMESPACE = new Namespace(4_026_531_840L, "host");

    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final List<Socket> listeners = new ArrayList<>();
    private final List<UnixSocket.Listener> unix = new ArrayList<>();
    private final Map<TcpState, Long> states = new HashMap<>();
    private long now;
    private long lastCookie = 100;
    private boolean tellsDrops = true;

    ToyKernel() {
        for (String name :
                List.of(
                        "TcpExtListenOverflows",
                        "TcpExtListenDrops",
                        "TcpExtTCPReqQFullDrop",
                        "TcpExtTCPReqQFullDoCookies",
                        "TcpExtSyncookiesSent",
                        "TcpExtSyncookiesRecv",
                        "TcpExtTCPDeferAcceptDrop",
                        "TcpExtEmbryonicRsts",
                        "TcpExtTCPTimeWaitOverflow",
                        "TcpPassiveOpens",
                        "UdpRcvbufErrors")) {
            counters.put(name, 0L);
        }
    }

    /** A connection in an accept queue. */
    private record Child(long cookie, long since, boolean gone) {}

    /** A listening socket and what befalls it. */
    final class Socket {
        private final int port;
        private final long limit;
        private final long cookie = ++lastCookie;
        private final Deque<Child> queue = new ArrayDeque<>();
        private long dead;
        private long drops;
        private long halfOpen;

        Socket(int port, long limit) {
            this.port = port;
            this.limit = limit;
        }

        long inode() {
            return cookie + 1_000_000;
        }

        ListenerAddress address() {
            return ListenerAddress.of(view());
        }

        long depth() {
            return queue.size() + dead;
        }

        /** A client connects; refused if the queue is full. */
        boolean connect() {
            if (depth() > limit) {
                overflow();
                return false;
            }
            queue.add(new Child(++lastCookie, now, false));
            bump("TcpPassiveOpens", 1);
            return true;
        }

        void connect(int times) {
            for (int i = 0; i < times; i++) {
                connect();
            }
        }

        void accept(int times) {
            for (int i = 0; i < times && !queue.isEmpty(); i++) {
                queue.remove();
            }
        }

        /** A SYN while the queue is full. */
        void overflow() {
            bump("TcpExtListenOverflows", 1);
            bump("TcpExtListenDrops", 1);
            drops++;
        }

        /** A final ACK while the queue is full: the listener counts it twice. */
        void overflowAtFinalAck() {
            overflow();
            drops++;
        }

        void scanned() {
            bump("TcpExtEmbryonicRsts", 1);
            drops++;
        }

        void refuseSyn() {
            bump("TcpExtTCPReqQFullDrop", 1);
            bump("TcpExtListenDrops", 1);
            drops++;
        }

        void refuseSynForHeadroom() {
            bump("TcpExtListenDrops", 1);
            drops++;
        }

        void halfOpen(long count) {
            halfOpen = count;
        }

        /** The first in the queue is reset by its client: in the depth, in no dump. */
        void resetHead() {
            queue.remove();
            dead++;
        }

        void firstClientCloses() {
            Child head = queue.remove();
            queue.addFirst(new Child(head.cookie(), head.since(), true));
        }

        void dropsBeforeWeLooked(long count) {
            drops += count;
        }

        void close() {
            listeners.remove(this);
        }

        private TcpSocket.Listener view() {
            return new TcpSocket.Listener(
                    Transport.TCP,
                    new Endpoint(IpAddress.v4(0x7f000001), port),
                    0,
                    Optional.empty(),
                    AcceptQueue.of(depth(), limit),
                    tellsDrops ? OptionalLong.of(drops & 0xffff_ffffL) : OptionalLong.empty(),
                    new SocketIdentity(
                            OptionalLong.of(cookie),
                            inode(),
                            OptionalLong.of(0),
                            OptionalLong.empty()));
        }

        private List<AcceptWait> waits() {
            return queue.stream()
                    .map(child ->
                            new AcceptWait(
                                    OptionalLong.of(child.cookie()),
                                    new Endpoint(IpAddress.v4(0x7f000001), 40_000),
                                    Duration.ofMillis(now - child.since()),
                                    child.gone()))
                    .toList();
        }
    }

    Socket listen(int port, long limit) {
        Socket socket = new Socket(port, limit);
        listeners.add(socket);
        return socket;
    }

    void listenUnix(String path, long depth, long limit) {
        unix.add(
                new UnixSocket.Listener(
                        UnixName.ofPath(path),
                        UnixSocket.Kind.STREAM,
                        AcceptQueue.of(depth, limit),
                        Optional.empty(),
                        List.of(),
                        new SocketIdentity(
                                OptionalLong.of(++lastCookie),
                                lastCookie,
                                OptionalLong.of(0),
                                OptionalLong.empty())));
    }

    void bump(String counter, long by) {
        counters.merge(counter, by, Long::sum);
    }

    long counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /** As /proc shows listeners, and old kernels do. */
    void tellNoDropsOfListeners() {
        tellsDrops = false;
    }

    /** As after a reboot of whatever is behind a name or a pid. */
    void resetCounters() {
        counters.replaceAll((_, _) -> 0L);
    }

    void state(TcpState state, long count) {
        states.put(state, count);
    }

    ToyKernel pass(long millis) {
        now += millis;
        return this;
    }

    /** A sample of everything at this moment. */
    Sample sample() {
        return sampleOfQueues().with(readCounters()).with(waits()).with(statePass());
    }

    Sample sampleOfQueues() {
        return Sample.of(Duration.ofMillis(now), queues(true));
    }

    QueuePass queues(boolean consistent) {
        return new QueuePass(listeners.stream().map(Socket::view).toList(), unix, consistent);
    }

    Counters readCounters() {
        return new Counters(counters);
    }

    Map<ListenerAddress, List<AcceptWait>> waits() {
        Map<ListenerAddress, List<AcceptWait>> all = new HashMap<>();
        for (Socket socket : listeners) {
            if (!socket.queue.isEmpty()) {
                all.merge(
                        socket.address(),
                        socket.waits(),
                        (a, b) -> {
                            List<AcceptWait> both = new ArrayList<>(a);
                            both.addAll(b);
                            both.sort((x, y) -> y.waited().compareTo(x.waited()));
                            return both;
                        });
            }
        }
        return all;
    }

    StatePass statePass() {
        Map<ListenerAddress, Long> halfOpen = new HashMap<>();
        long all = 0;
        for (Socket socket : listeners) {
            halfOpen.merge(socket.address(), socket.halfOpen, Long::sum);
            all += socket.halfOpen;
        }
        Map<TcpState, Long> byState = new HashMap<>(states);
        byState.put(TcpState.SYN_RECV, all);
        return new StatePass(byState, 0, halfOpen, Map.of(), Map.of(), true);
    }
}
