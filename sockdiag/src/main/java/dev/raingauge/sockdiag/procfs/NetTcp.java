package dev.raingauge.sockdiag.procfs;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code net/tcp} and {@code net/tcp6}: one socket a line ({@code get_tcp4_sock}, {@code
 * get_openreq4}, {@code get_timewait4_sock} in {@code net/ipv4/tcp_ipv4.c} and their like in {@code
 * net/ipv6/tcp_ipv6.c}).
 *
 * <p>An address is printed as 32-bit words in the byte order of the kernel's machine, so that
 * {@code 0100007F} is 127.0.0.1 on a little-endian one; a port is an ordinary number. A listener's
 * {@code rx_queue} is the depth of its accept queue; its limit is not shown. Also not shown:
 * cookies, interfaces, drops. The count of SYN-ACK retransmissions of a half-open request is the
 * count of its timer here, which a listener with TCP_DEFER_ACCEPT lets run without sending.
 */
public final class NetTcp implements TcpRecord {
    private static final int TIMER_TIME_WAIT = 3;

    /** {@code USER_HZ} is 100 for user space, whatever the kernel's own clock. */
    private static final long MILLIS_PER_TICK = 10;

    private final boolean v6;
    private final boolean littleEndian;
    private final Cursor cursor;

    private long localHigh;
    private long localLow;
    private int localPort;
    private long remoteHigh;
    private long remoteLow;
    private int remotePort;
    private TcpState state = TcpState.UNKNOWN;
    private long writeQueue;
    private long readQueue;
    private int timer;
    private long timerTicks;
    private long retransmits;
    private long uid;
    private long probes;
    private long inode;

    private NetTcp(String file, boolean v6, ByteOrder order) {
        this.v6 = v6;
        this.littleEndian = order == ByteOrder.LITTLE_ENDIAN;
        this.cursor = new Cursor(file);
    }

    /** Sees the sockets of a file one by one. */
    @FunctionalInterface
    public interface Visitor {
        /** Shows the next socket, always the same object; false: enough. */
        boolean visit(TcpRecord socket) throws IOException;
    }

    /**
     * Shows the sockets of the file, one after the other.
     *
     * @param file for messages
     * @param v6 whether it is net/tcp6
     * @param order the byte order of the machine that wrote the file
     * @throws MalformedFileException if the heading or a line is not what the kernel writes
     */
    public static void walk(
            String file, InputStream in, boolean v6, ByteOrder order, Visitor visitor)
            throws IOException {
        var lines = new ByteLines(file, in);
        lines.heading("sl");
        var socket = new NetTcp(file, v6, order);
        while (lines.next()) {
            socket.read(lines);
            if (!visitor.visit(socket)) {
                return;
            }
        }
    }

    private void read(ByteLines lines) throws MalformedFileException {
        cursor.on(lines.bytes(), lines.from(), lines.to(), lines.number());
        cursor.skipSpaces();
        cursor.decimal();
        cursor.expect(':');
        cursor.spaces();
        localHigh = v6 ? word() << 32 | word() : 0;
        localLow = v6 ? word() << 32 | word() : word();
        localPort = port();
        remoteHigh = v6 ? word() << 32 | word() : 0;
        remoteLow = v6 ? word() << 32 | word() : word();
        remotePort = port();
        state = TcpState.ofCode((int) cursor.hex(2));
        cursor.spaces();
        writeQueue = cursor.hex(8);
        cursor.expect(':');
        readQueue = cursor.hex(8);
        cursor.spaces();
        timer = (int) cursor.hex(2);
        cursor.expect(':');
        timerTicks = cursor.hexUpTo(16);
        cursor.spaces();
        retransmits = cursor.hex(8);
        cursor.spaces();
        uid = cursor.decimal();
        cursor.spaces();
        probes = cursor.decimal();
        cursor.spaces();
        inode = cursor.decimal();
    }

    private long word() throws MalformedFileException {
        int word = (int) cursor.hex(8);
        return Integer.toUnsignedLong(littleEndian ? Integer.reverseBytes(word) : word);
    }

    private int port() throws MalformedFileException {
        cursor.expect(':');
        int port = (int) cursor.hex(4);
        cursor.spaces();
        return port;
    }

    @Override
    public TcpState state() {
        return state;
    }

    @Override
    public boolean isTimeWaitRemains() {
        return timer == TIMER_TIME_WAIT;
    }

    @Override
    public boolean isV6() {
        return v6;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public int remotePort() {
        return remotePort;
    }

    @Override
    public long localHigh() {
        return localHigh;
    }

    @Override
    public long localLow() {
        return localLow;
    }

    @Override
    public long remoteHigh() {
        return remoteHigh;
    }

    @Override
    public long remoteLow() {
        return remoteLow;
    }

    @Override
    public int interfaceIndex() {
        return 0;
    }

    @Override
    public long inode() {
        return inode;
    }

    @Override
    public long cookie() {
        return 0;
    }

    @Override
    public InetProtocol protocol() {
        return InetProtocol.TCP;
    }

    @Override
    public long uid() {
        return uid;
    }

    @Override
    public long receiveQueue() {
        return readQueue;
    }

    @Override
    public long sendQueue() {
        return state == TcpState.LISTEN ? 0 : writeQueue;
    }

    @Override
    public boolean knowsLimit() {
        return false;
    }

    /**
     * The counter that belongs to the timer, as sock_diag chooses it ({@code inet_sk_diag_fill}).
     */
    @Override
    public SocketTimer timer() {
        Duration expires = Duration.ofMillis(clamp(timerTicks) * MILLIS_PER_TICK);
        SocketTimer.Kind kind = SocketTimer.Kind.ofCode(timer);
        return switch (kind) {
            case NONE -> SocketTimer.NONE;
            case KEEPALIVE, PERSIST -> new SocketTimer(kind, expires, clamp(probes));
            case RETRANSMIT, TIME_WAIT, UNKNOWN ->
                    new SocketTimer(kind, expires, clamp(retransmits));
        };
    }

    @Override
    public InetDetails details() {
        return InetDetails.NONE;
    }

    @Override
    public long unreadBytes() {
        return hasByteQueues() ? readQueue : 0;
    }

    @Override
    public long unacknowledgedBytes() {
        return hasByteQueues() ? writeQueue : 0;
    }

    /** A listener's figure counts connections, and the other two kinds have no queues. */
    private boolean hasByteQueues() {
        return state != TcpState.LISTEN && state != TcpState.SYN_RECV && !isTimeWaitRemains();
    }

    @Override
    public TcpSocket toSocket() {
        Endpoint local = new Endpoint(address(localHigh, localLow), localPort);
        if (state == TcpState.LISTEN) {
            return new TcpSocket.Listener(
                    Transport.TCP,
                    local,
                    0,
                    Optional.empty(),
                    AcceptQueue.ofUnknownLimit(readQueue),
                    OptionalLong.empty(),
                    identity());
        }
        Endpoint remote = new Endpoint(address(remoteHigh, remoteLow), remotePort);
        Duration expires = Duration.ofMillis(clamp(timerTicks) * MILLIS_PER_TICK);
        if (state == TcpState.SYN_RECV) {
            return new TcpSocket.HalfOpen(
                    local, remote, 0, clamp(retransmits), Optional.of(expires));
        }
        if (isTimeWaitRemains()) {
            return new TcpSocket.TimeWait(local, remote, 0, state, Optional.of(expires));
        }
        return new TcpSocket.Connection(
                local,
                remote,
                0,
                state,
                new ByteQueues(readQueue, writeQueue),
                timer(),
                Optional.empty(),
                identity());
    }

    private SocketIdentity identity() {
        return new SocketIdentity(
                OptionalLong.empty(), inode, OptionalLong.of(uid), OptionalLong.empty());
    }

    /** Nothing real comes near; a file that lies must not overflow. */
    private static int clamp(long count) {
        return Math.clamp(count, 0, Integer.MAX_VALUE);
    }

    private IpAddress address(long high, long low) {
        return v6 ? IpAddress.v6(high, low) : IpAddress.v4((int) low);
    }
}
