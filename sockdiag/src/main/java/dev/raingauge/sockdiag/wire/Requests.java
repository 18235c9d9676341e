package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixQuery;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;

/**
 * Questions to the kernel as bytes, ready to be sent. The same bytes may be sent again and again;
 * {@link #number} gives each sending its own number, by which its answer is known.
 */
public final class Requests {
    /** Every state of a UNIX socket. */
    private static final int ALL_STATES = -1;

    private Requests() {}

    /** The TCP or MPTCP sockets of one address family. */
    public static byte[] tcp(TcpQuery query, IpAddress.Version version) {
        return inet(InetQuery.of(query), version);
    }

    /**
     * The sockets of one protocol and address family.
     *
     * <p>A kernel that has no MPTCP, or is too old to know the attribute that asks for it, refuses
     * (ENOENT): {@code sdiag_protocol} is left 0 then, which is no protocol, where its low byte
     * would be TCP's.
     *
     * @throws IllegalArgumentException if the filter does not fit into a question
     */
    public static byte[] inet(InetQuery query, IpAddress.Version version) {
        boolean mptcp = query.protocol() == InetProtocol.MPTCP;
        byte[] filter = filter(query);
        long body = NlMsgHdr.SIZE + InetDiagReqV2.SIZE;
        long protocol = mptcp ? NlAttr.SIZE + Integer.BYTES : 0;
        var data = question(NlMsgHdr.SOCK_DIAG_BY_FAMILY, body + protocol + attribute(filter));
        InetDiagReqV2.write(
                data,
                NlMsgHdr.SIZE,
                version == IpAddress.Version.V4 ? InetDiagReqV2.AF_INET : InetDiagReqV2.AF_INET6,
                code(query.protocol()),
                extensions(query),
                states(query.states()),
                query.sourcePort().orElse(0));
        if (mptcp) {
            NlAttr.write(data, body, InetDiagReqV2.INET_DIAG_REQ_PROTOCOL, Integer.BYTES);
            data.set(Layouts.U32, body + NlAttr.SIZE, InetDiagReqV2.IPPROTO_MPTCP);
        }
        writeFilter(data, body + protocol, filter);
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    /** {@code sdiag_protocol}. */
    private static int code(InetProtocol protocol) {
        return switch (protocol) {
            case TCP -> InetDiagReqV2.IPPROTO_TCP;
            case MPTCP -> 0;
            case UDP -> InetDiagReqV2.IPPROTO_UDP;
            case UDPLITE -> InetDiagReqV2.IPPROTO_UDPLITE;
            case RAW -> InetDiagReqV2.IPPROTO_RAW;
            case SCTP -> InetDiagReqV2.IPPROTO_SCTP;
        };
    }

    /** As {@link #legacyTcp(InetQuery)}. */
    public static byte[] legacyTcp(TcpQuery query) {
        return legacyTcp(InetQuery.of(query));
    }

    /**
     * The TCP sockets of both families in one walk of the hash table, with the question of old
     * ({@code TCPDIAG_GETSOCK}). Kernels built without it refuse.
     *
     * @throws IllegalArgumentException if another protocol is asked for, or the filter does not fit
     *     into a question
     */
    public static byte[] legacyTcp(InetQuery query) {
        if (query.protocol() != InetProtocol.TCP) {
            throw new IllegalArgumentException(
                    "the legacy question is about TCP, not " + query.protocol());
        }
        byte[] filter = filter(query);
        long body = NlMsgHdr.SIZE + InetDiagReq.SIZE;
        var data = question(NlMsgHdr.TCPDIAG_GETSOCK, body + attribute(filter));
        InetDiagReq.write(
                data,
                NlMsgHdr.SIZE,
                extensions(query),
                states(query.states()),
                query.sourcePort().orElse(0));
        writeFilter(data, body, filter);
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    /** UNIX listeners with their queues, the clients that wait, and their files. */
    public static byte[] unixListeners() {
        return unix(
                1 << UnixDiagMsg.TCP_LISTEN,
                UnixDiagReq.UDIAG_SHOW_NAME
                        | UnixDiagReq.UDIAG_SHOW_VFS
                        | UnixDiagReq.UDIAG_SHOW_ICONS
                        | UnixDiagReq.UDIAG_SHOW_RQLEN
                        | UnixDiagReq.UDIAG_SHOW_UID);
    }

    /** Connected UNIX sockets with their names, files and peers. */
    public static byte[] unixConnections() {
        return unix(
                1 << UnixDiagMsg.TCP_ESTABLISHED,
                UnixDiagReq.UDIAG_SHOW_NAME
                        | UnixDiagReq.UDIAG_SHOW_VFS
                        | UnixDiagReq.UDIAG_SHOW_PEER);
    }

    /** Every UNIX socket with everything about it. */
    public static byte[] unixAll() {
        return unix(
                ALL_STATES,
                UnixDiagReq.UDIAG_SHOW_NAME
                        | UnixDiagReq.UDIAG_SHOW_VFS
                        | UnixDiagReq.UDIAG_SHOW_PEER
                        | UnixDiagReq.UDIAG_SHOW_ICONS
                        | UnixDiagReq.UDIAG_SHOW_RQLEN
                        | UnixDiagReq.UDIAG_SHOW_UID);
    }

    /** UNIX sockets in some states with everything about them. */
    public static byte[] unix(UnixQuery query) {
        return unix(
                states(query.states()),
                UnixDiagReq.UDIAG_SHOW_NAME
                        | UnixDiagReq.UDIAG_SHOW_VFS
                        | UnixDiagReq.UDIAG_SHOW_PEER
                        | UnixDiagReq.UDIAG_SHOW_RQLEN
                        | UnixDiagReq.UDIAG_SHOW_UID
                        | (query.memory() ? UnixDiagReq.UDIAG_SHOW_MEMINFO : 0));
    }

    /** The sockets of a family that is not of the internet. */
    public static byte[] other(OtherSocket.Family family) {
        long size =
                switch (family) {
                    case PACKET -> PacketDiagReq.SIZE;
                    case NETLINK -> NetlinkDiagReq.SIZE;
                    case VSOCK -> VsockDiagReq.SIZE;
                };
        var data = question(NlMsgHdr.SOCK_DIAG_BY_FAMILY, NlMsgHdr.SIZE + size);
        switch (family) {
            case PACKET -> PacketDiagReq.write(data, NlMsgHdr.SIZE);
            case NETLINK -> NetlinkDiagReq.write(data, NlMsgHdr.SIZE);
            case VSOCK -> VsockDiagReq.write(data, NlMsgHdr.SIZE);
        }
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * The command to close a TCP or UDP socket; its answer is an error number, 0 if it was done.
     */
    public static byte[] destroy(SocketKey socket) {
        var data = MemorySegment.ofArray(new byte[(int) (NlMsgHdr.SIZE + InetDiagReqV2.SIZE)]);
        NlMsgHdr.write(
                data,
                data.byteSize(),
                NlMsgHdr.SOCK_DESTROY,
                NlMsgHdr.NLM_F_REQUEST | NlMsgHdr.NLM_F_ACK);
        InetDiagReqV2.write(data, NlMsgHdr.SIZE, code(socket.protocol()), socket);
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    /** A message that asks for nothing and is not answered. */
    public static byte[] nothing() {
        var data = MemorySegment.ofArray(new byte[(int) NlMsgHdr.SIZE]);
        NlMsgHdr.write(data, data.byteSize(), NlMsgHdr.NLMSG_NOOP, 0);
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    /** Gives the next sending of these bytes its number; the answer carries the same. */
    public static void number(byte[] question, int sequence) {
        NlMsgHdr.writeSequence(MemorySegment.ofArray(question), sequence);
    }

    private static byte[] unix(int states, int show) {
        var data = question(NlMsgHdr.SOCK_DIAG_BY_FAMILY, NlMsgHdr.SIZE + UnixDiagReq.SIZE);
        UnixDiagReq.write(data, NlMsgHdr.SIZE, states, show);
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    private static MemorySegment question(int type, long length) {
        var data = MemorySegment.ofArray(new byte[Math.toIntExact(length)]);
        NlMsgHdr.write(data, length, type, NlMsgHdr.NLM_F_REQUEST | NlMsgHdr.NLM_F_DUMP);
        return data;
    }

    private static int states(Set<TcpState> states) {
        int bits = 0;
        for (TcpState state : states) {
            bits |= state == TcpState.UNKNOWN ? 0 : state.bit();
        }
        return bits;
    }

    private static int extensions(InetQuery query) {
        int bits = 0;
        for (InetQuery.Detail detail : query.details()) {
            bits |=
                    switch (detail) {
                        case INFO -> InetDiagMsg.extension(InetDiagMsg.INET_DIAG_INFO);
                        case MEMORY -> InetDiagMsg.extension(InetDiagMsg.INET_DIAG_SKMEMINFO);
                        case CONGESTION_CONTROL ->
                                InetDiagMsg.extension(InetDiagMsg.INET_DIAG_CONG);
                        case TYPE_OF_SERVICE ->
                                InetDiagMsg.extension(InetDiagMsg.INET_DIAG_TOS)
                                        | InetDiagMsg.extension(InetDiagMsg.INET_DIAG_TCLASS);
                    };
        }
        return bits;
    }

    /** The filter as bytecode; empty where everything is wanted. */
    private static byte[] filter(InetQuery query) {
        return query.filter().map(FilterCompiler::compile).orElse(new byte[0]);
    }

    private static long attribute(byte[] payload) {
        return payload.length == 0 ? 0 : NlAttr.SIZE + payload.length;
    }

    private static void writeFilter(MemorySegment data, long at, byte[] filter) {
        if (filter.length > 0) {
            NlAttr.write(data, at, InetDiagReqV2.INET_DIAG_REQ_BYTECODE, filter.length);
            MemorySegment.copy(filter, 0, data, Layouts.U8, at + NlAttr.SIZE, filter.length);
        }
    }
}
