package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.ConnectResult;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.PeerAct;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.sys.NetnsVisit;
import dev.raingauge.sockdiag.sys.PlainSocket;
import dev.raingauge.sockdiag.wire.SockAddr;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt to connect, from within any network namespace. It begins at once and waits only as
 * long as it is told to; the kernel's answer is kept by its number, not as an exception's words.
 *
 * <p>{@code close} gives the connection up. Not safe for use by several threads.
 */
public final class Dial implements AutoCloseable {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_SEQPACKET = 5;
    private static final int EAGAIN = 11;
    private static final int ECONNRESET = 104;
    private static final int EISCONN = 106;
    private static final int EALREADY = 114;
    private static final int EINPROGRESS = 115;

    private final PlainSocket socket;
    private final byte[] address;
    private final int family;
    private final long begun;
    private long answered;
    private int errno;

    private Dial(PlainSocket socket, int family, byte[] address) throws IOException {
        this.socket = socket;
        this.family = family;
        this.address = address;
        this.begun = System.nanoTime();
        this.errno = socket.connect(address);
        this.answered = System.nanoTime();
    }

    /**
     * Begins to connect over TCP.
     *
     * @param namespace {@code /proc/PID/ns/net} or {@code /run/netns/NAME}; empty: the caller's own
     * @throws IOException if there can be no such socket: no descriptor is left, the namespace may
     *     not be entered
     */
    public static Dial tcp(Optional<Path> namespace, Endpoint to) throws IOException {
        int family = SockAddr.family(to);
        return new Dial(open(namespace, family, SOCK_STREAM), family, SockAddr.of(to));
    }

    /**
     * Connects to a UNIX socket, which is done or refused at once: what would wait, for a place in
     * a queue, is {@link ConnectResult#QUEUE_FULL}.
     */
    public static Dial unix(Optional<Path> namespace, UnixName to, UnixSocket.Kind kind)
            throws IOException {
        int type =
                switch (kind) {
                    case DATAGRAM -> SOCK_DGRAM;
                    case SEQPACKET -> SOCK_SEQPACKET;
                    case STREAM, UNKNOWN -> SOCK_STREAM;
                };
        return new Dial(open(namespace, SockAddr.AF_UNIX, type), SockAddr.AF_UNIX, SockAddr.of(to));
    }

    /**
     * The local address from which this host would send to another; empty where no route leads
     * there. Nothing is sent. It equals {@code to} where {@code to} is this host's own.
     */
    public static Optional<IpAddress> source(Optional<Path> namespace, Endpoint to)
            throws IOException {
        try (PlainSocket socket = open(namespace, SockAddr.family(to), SOCK_DGRAM)) {
            return socket.connect(SockAddr.of(to)) == 0
                    ? SockAddr.decode(socket.name()).map(Endpoint::address)
                    : Optional.empty();
        }
    }

    private static PlainSocket open(Optional<Path> namespace, int family, int type)
            throws IOException {
        return namespace.isEmpty()
                ? PlainSocket.open(family, type, 0)
                : NetnsVisit.in(namespace.get(), () -> PlainSocket.open(family, type, 0));
    }

    /**
     * Waits for the kernel's answer.
     *
     * @return empty if it has none yet
     */
    public Optional<ConnectResult> await(Duration atMost) throws IOException {
        if (!isUnderWay()) {
            return Optional.of(ConnectResult.ofErrno(errno));
        }
        boolean ended = socket.awaitConnected(milliseconds(atMost));
        answered = System.nanoTime();
        if (ended) {
            // The second connect(2) tells how the first ended ({@code __inet_stream_connect}).
            errno = socket.connect(address);
            if (errno == EISCONN) {
                errno = 0;
            }
        }
        return isUnderWay() ? Optional.empty() : Optional.of(ConnectResult.ofErrno(errno));
    }

    private boolean isUnderWay() {
        return family != SockAddr.AF_UNIX && (errno == EINPROGRESS || errno == EALREADY);
    }

    /** From connect(2) until its answer, or until we last looked for one. */
    public Duration took() {
        return Duration.ofNanos(answered - begun);
    }

    /** The number of the error ({@code man 3 errno}); 0 once connected. */
    public int errno() {
        return errno;
    }

    /** Waits until the other side does something; a byte that it sent is thrown away. */
    public PeerAct watch(Duration atMost) throws IOException {
        if (!socket.awaitReadable(milliseconds(atMost))) {
            return PeerAct.QUIET;
        }
        int received = socket.receive(1);
        return switch (received) {
            case 0 -> PeerAct.CLOSED;
            case -ECONNRESET -> PeerAct.RESET;
            case -EAGAIN -> PeerAct.QUIET;
            default -> received > 0 ? PeerAct.SPOKE : PeerAct.RESET;
        };
    }

    /** Our end; empty for UNIX, and where the attempt has already failed. */
    public Optional<Endpoint> local() throws IOException {
        return SockAddr.decode(socket.name()).filter(end -> end.port() != 0);
    }

    /** The inode of our socket. */
    public long inode() throws IOException {
        return socket.inode();
    }

    private static int milliseconds(Duration time) {
        return Math.clamp((time.toNanos() + 999_999) / 1_000_000, 0, 60_000);
    }

    @Override
    public void close() {
        socket.close();
    }
}
