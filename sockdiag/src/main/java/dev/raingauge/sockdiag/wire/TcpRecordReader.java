package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U8;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.Transport;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * A window over one {@code struct inet_diag_msg} and its attributes, moved from socket to socket;
 * it allocates nothing.
 *
 * <p>The records of all internet protocols look alike; those of TCP and MPTCP can also be made into
 * values.
 *
 * <p>The fixed part is checked before the visitor sees the record. Attributes are looked for, and
 * checked, only when a value is made of the record: a census needs none of them, and half of its
 * time would go there.
 */
public final class TcpRecordReader implements TcpRecord, RecordReader {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final InetProtocol protocol;
    private final TcpVisitor visitor;
    private final InetAttributes attributes;
    private MemorySegment data = MemorySegment.NULL;
    private long at;
    private long end;

    /**
     * The fixed part, copied out: a plain array is read many times faster than foreign memory while
     * the code is not fully compiled, which in a short command it never is.
     */
    private final byte[] fixed = new byte[(int) InetDiagMsg.SIZE];

    /**
     * @param transport what was asked for: the records of TCP and MPTCP look alike
     * @param visitor sees each socket
     */
    public TcpRecordReader(Transport transport, TcpVisitor visitor) {
        this(transport == Transport.MPTCP ? InetProtocol.MPTCP : InetProtocol.TCP, visitor);
    }

    private TcpRecordReader(InetProtocol protocol, TcpVisitor visitor) {
        this.protocol = protocol;
        this.visitor = visitor;
        this.attributes = new InetAttributes(protocol);
    }

    /** Reads the sockets of any internet protocol. */
    public static TcpRecordReader of(InetProtocol protocol, InetVisitor visitor) {
        return new TcpRecordReader(protocol, visitor::visit);
    }

    @Override
    public boolean reads(int messageType) {
        return messageType == NlMsgHdr.SOCK_DIAG_BY_FAMILY
                || messageType == NlMsgHdr.TCPDIAG_GETSOCK;
    }

    @Override
    public void read(MemorySegment datagram, long from, long to) throws MalformedMessageException {
        MalformedMessageException.require("inet_diag_msg", from, InetDiagMsg.SIZE, to);
        data = datagram;
        at = from;
        end = to;
        MemorySegment.copy(datagram, U8, from, fixed, 0, fixed.length);
        int family = u8(InetDiagMsg.FAMILY);
        if (family != InetDiagReqV2.AF_INET && family != InetDiagReqV2.AF_INET6) {
            return; // an address that we could not read
        }
        try {
            visitor.visit(this);
        } catch (UncheckedIOException thrown) {
            if (thrown.getCause() instanceof MalformedMessageException refused) {
                throw refused; // from toSocket, through the visitor
            }
            throw thrown;
        }
    }

    /**
     * The socket as a value.
     *
     * @throws UncheckedIOException if an attribute is malformed; {@link #read} turns it into its
     *     cause, so a visitor lets it pass
     */
    @Override
    public TcpSocket toSocket() {
        return TcpSockets.of(this, details());
    }

    @Override
    public InetAttributes details() {
        try {
            return attributes.over(data, at + InetDiagMsg.SIZE, end);
        } catch (MalformedMessageException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public InetProtocol protocol() {
        return protocol;
    }

    @Override
    public TcpState state() {
        return TcpState.ofCode(u8(InetDiagMsg.STATE));
    }

    @Override
    public boolean isTimeWaitRemains() {
        TcpState state = state();
        return state == TcpState.TIME_WAIT
                || (state == TcpState.FIN_WAIT2
                        && timerCode() == InetDiagMsg.TIMER_TIME_WAIT
                        && inode() == 0);
    }

    @Override
    public boolean isV6() {
        return u8(InetDiagMsg.FAMILY) == InetDiagReqV2.AF_INET6;
    }

    @Override
    public int localPort() {
        return port(InetDiagMsg.SPORT);
    }

    @Override
    public int remotePort() {
        return port(InetDiagMsg.DPORT);
    }

    @Override
    public long localHigh() {
        return high(InetDiagMsg.SRC);
    }

    @Override
    public long localLow() {
        return low(InetDiagMsg.SRC);
    }

    @Override
    public long remoteHigh() {
        return high(InetDiagMsg.DST);
    }

    @Override
    public long remoteLow() {
        return low(InetDiagMsg.DST);
    }

    private long high(long address) {
        return isV6() ? (long) network(address) << 32 | u32Network(address + 4) : 0;
    }

    private long low(long address) {
        return isV6()
                ? (long) network(address + 8) << 32 | u32Network(address + 12)
                : u32Network(address);
    }

    private int port(long field) {
        int i = (int) field;
        return (fixed[i] & 0xff) << 8 | (fixed[i + 1] & 0xff);
    }

    /** Four bytes in network order. */
    private int network(long field) {
        int i = (int) field;
        return fixed[i] << 24
                | (fixed[i + 1] & 0xff) << 16
                | (fixed[i + 2] & 0xff) << 8
                | (fixed[i + 3] & 0xff);
    }

    private long u32Network(long field) {
        return Integer.toUnsignedLong(network(field));
    }

    @Override
    public int interfaceIndex() {
        return (int) u32(InetDiagMsg.IF);
    }

    @Override
    public long inode() {
        return u32(InetDiagMsg.INODE);
    }

    /** Low word first: {@code sock_diag_save_cookie} in {@code net/core/sock_diag.c}. */
    @Override
    public long cookie() {
        return u32(InetDiagMsg.COOKIE) | u32(InetDiagMsg.COOKIE + Integer.BYTES) << 32;
    }

    @Override
    public long unreadBytes() {
        return countsBytes() ? receiveQueue() : 0;
    }

    @Override
    public long unacknowledgedBytes() {
        return countsBytes() ? sendQueue() : 0;
    }

    private boolean countsBytes() {
        TcpState state = state();
        return state != TcpState.LISTEN && state != TcpState.SYN_RECV && !isTimeWaitRemains();
    }

    Transport transport() {
        return protocol == InetProtocol.MPTCP ? Transport.MPTCP : Transport.TCP;
    }

    @Override
    public long receiveQueue() {
        return u32(InetDiagMsg.RQUEUE);
    }

    @Override
    public long sendQueue() {
        return u32(InetDiagMsg.WQUEUE);
    }

    @Override
    public boolean knowsLimit() {
        return true;
    }

    @Override
    public SocketTimer timer() {
        SocketTimer.Kind kind = SocketTimer.Kind.ofCode(timerCode());
        return kind == SocketTimer.Kind.NONE
                ? SocketTimer.NONE
                : new SocketTimer(kind, Duration.ofMillis(expiresMilliseconds()), retransmits());
    }

    private int timerCode() {
        return u8(InetDiagMsg.TIMER);
    }

    int retransmits() {
        return u8(InetDiagMsg.RETRANS);
    }

    long expiresMilliseconds() {
        return u32(InetDiagMsg.EXPIRES);
    }

    @Override
    public long uid() {
        return u32(InetDiagMsg.UID);
    }

    MemorySegment data() {
        return data;
    }

    private int u8(long field) {
        return fixed[(int) field] & 0xff;
    }

    private long u32(long field) {
        int word = network(field);
        return Integer.toUnsignedLong(LITTLE_ENDIAN ? Integer.reverseBytes(word) : word);
    }
}
