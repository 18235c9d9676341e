package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.BE16;
import static dev.raingauge.sockdiag.wire.Layouts.BE32;
import static dev.raingauge.sockdiag.wire.Layouts.BE64;
import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U64;
import static dev.raingauge.sockdiag.wire.Layouts.U8;

import dev.raingauge.sockdiag.model.TcpRecord;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.TcpVisitor;
import dev.raingauge.sockdiag.model.Transport;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/**
 * A window over one {@code struct inet_diag_msg} and its attributes, moved from socket to socket;
 * it allocates nothing.
 *
 * <p>The fixed part is checked before the visitor sees the record. Attributes are looked for, and
 * checked, only when a value is made of the record: a census needs none of them, and half of its
 * time would go there.
 */
public final class TcpRecordReader implements TcpRecord, RecordReader {
    /** Where an attribute is that did not come. */
    static final long ABSENT = -1;

    private final Transport transport;
    private final TcpVisitor visitor;
    private final NlAttr attributes = new NlAttr();
    private MemorySegment data = MemorySegment.NULL;
    private long at;
    private long end;
    private long info;
    private long infoLength;
    private long memory;
    private long memoryLength;
    private long v6Only;
    private long cgroup;

    /**
     * @param transport what was asked for: the records of TCP and MPTCP look alike
     * @param visitor sees each socket
     */
    public TcpRecordReader(Transport transport, TcpVisitor visitor) {
        this.transport = transport;
        this.visitor = visitor;
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
        try {
            findAttributes();
        } catch (MalformedMessageException refused) {
            throw new UncheckedIOException(refused);
        }
        return TcpSockets.of(this);
    }

    private void findAttributes() throws MalformedMessageException {
        info = ABSENT;
        memory = ABSENT;
        v6Only = ABSENT;
        cgroup = ABSENT;
        attributes.over(data, at + InetDiagMsg.SIZE, end);
        while (attributes.next()) {
            switch (attributes.type()) {
                case InetDiagMsg.INET_DIAG_INFO -> {
                    info = attributes.at();
                    infoLength = attributes.length();
                }
                case InetDiagMsg.INET_DIAG_SKMEMINFO -> {
                    memory = attributes.at();
                    memoryLength = attributes.length();
                }
                case InetDiagMsg.INET_DIAG_SKV6ONLY ->
                        v6Only = attributes.at("INET_DIAG_SKV6ONLY", U8.byteSize());
                case InetDiagMsg.INET_DIAG_CGROUP_ID ->
                        cgroup = attributes.at("INET_DIAG_CGROUP_ID", U64.byteSize());
                default -> {}
            }
        }
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
                        && timer() == InetDiagMsg.TIMER_TIME_WAIT
                        && inode() == 0);
    }

    @Override
    public boolean isV6() {
        return u8(InetDiagMsg.FAMILY) == InetDiagReqV2.AF_INET6;
    }

    @Override
    public int localPort() {
        return Short.toUnsignedInt(data.get(BE16, at + InetDiagMsg.SPORT));
    }

    @Override
    public int remotePort() {
        return Short.toUnsignedInt(data.get(BE16, at + InetDiagMsg.DPORT));
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
        return isV6() ? data.get(BE64, at + address) : 0;
    }

    private long low(long address) {
        return isV6()
                ? data.get(BE64, at + address + Long.BYTES)
                : Integer.toUnsignedLong(data.get(BE32, at + address));
    }

    @Override
    public int interfaceIndex() {
        return data.get(U32, at + InetDiagMsg.IF);
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
        return transport;
    }

    /** {@code idiag_rqueue}, whatever it means in this state. */
    long receiveQueue() {
        return u32(InetDiagMsg.RQUEUE);
    }

    /** {@code idiag_wqueue}, whatever it means in this state. */
    long sendQueue() {
        return u32(InetDiagMsg.WQUEUE);
    }

    int timer() {
        return u8(InetDiagMsg.TIMER);
    }

    int retransmits() {
        return u8(InetDiagMsg.RETRANS);
    }

    long expiresMilliseconds() {
        return u32(InetDiagMsg.EXPIRES);
    }

    long uid() {
        return u32(InetDiagMsg.UID);
    }

    MemorySegment data() {
        return data;
    }

    /** Where the payload of {@code INET_DIAG_INFO} is, or {@link #ABSENT}. */
    long info() {
        return info;
    }

    long infoLength() {
        return infoLength;
    }

    /** Where the payload of {@code INET_DIAG_SKMEMINFO} is, or {@link #ABSENT}. */
    long memory() {
        return memory;
    }

    long memoryLength() {
        return memoryLength;
    }

    /** Where the payload of {@code INET_DIAG_SKV6ONLY} is, or {@link #ABSENT}. */
    long v6Only() {
        return v6Only;
    }

    /** Where the payload of {@code INET_DIAG_CGROUP_ID} is, or {@link #ABSENT}. */
    long cgroup() {
        return cgroup;
    }

    private int u8(long field) {
        return Byte.toUnsignedInt(data.get(U8, at + field));
    }

    private long u32(long field) {
        return Integer.toUnsignedLong(data.get(U32, at + field));
    }
}
