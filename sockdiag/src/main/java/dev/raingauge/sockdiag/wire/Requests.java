package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Questions to the kernel as bytes, ready to be sent. The same bytes may be sent again and again;
 * {@link #number} gives each sending its own number, by which its answer is known.
 */
public final class Requests {
    /** Every state of a UNIX socket. */
    private static final int ALL_STATES = -1;

    private Requests() {}

    /**
     * The sockets of one address family.
     *
     * <p>A kernel that has no MPTCP, or is too old to know the attribute that asks for it, refuses
     * (ENOENT): {@code sdiag_protocol} is left 0 then, which is no protocol, where its low byte
     * would be TCP's.
     *
     * @throws IllegalArgumentException if the filter does not fit into a question
     */
    public static byte[] tcp(TcpQuery query, IpAddress.Version version) {
        boolean mptcp = query.transport() == Transport.MPTCP;
        byte[] filter = filter(query);
        long body = NlMsgHdr.SIZE + InetDiagReqV2.SIZE;
        long protocol = mptcp ? NlAttr.SIZE + Integer.BYTES : 0;
        var data = question(NlMsgHdr.SOCK_DIAG_BY_FAMILY, body + protocol + attribute(filter));
        InetDiagReqV2.write(
                data,
                NlMsgHdr.SIZE,
                version == IpAddress.Version.V4 ? InetDiagReqV2.AF_INET : InetDiagReqV2.AF_INET6,
                mptcp ? 0 : InetDiagReqV2.IPPROTO_TCP,
                extensions(query),
                states(query),
                query.sourcePort().orElse(0));
        if (mptcp) {
            NlAttr.write(data, body, InetDiagReqV2.INET_DIAG_REQ_PROTOCOL, Integer.BYTES);
            data.set(Layouts.U32, body + NlAttr.SIZE, InetDiagReqV2.IPPROTO_MPTCP);
        }
        writeFilter(data, body + protocol, filter);
        return data.toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * The TCP sockets of both families in one walk of the hash table, with the question of old
     * ({@code TCPDIAG_GETSOCK}). Kernels built without it refuse.
     *
     * @throws IllegalArgumentException if another transport is asked for, or the filter does not
     *     fit into a question
     */
    public static byte[] legacyTcp(TcpQuery query) {
        if (query.transport() != Transport.TCP) {
            throw new IllegalArgumentException(
                    "the legacy question is about TCP, not " + query.transport());
        }
        byte[] filter = filter(query);
        long body = NlMsgHdr.SIZE + InetDiagReq.SIZE;
        var data = question(NlMsgHdr.TCPDIAG_GETSOCK, body + attribute(filter));
        InetDiagReq.write(
                data,
                NlMsgHdr.SIZE,
                extensions(query),
                states(query),
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

    private static int states(TcpQuery query) {
        int bits = 0;
        for (TcpState state : query.states()) {
            bits |= state == TcpState.UNKNOWN ? 0 : state.bit();
        }
        return bits;
    }

    private static int extensions(TcpQuery query) {
        int bits = 0;
        for (TcpQuery.Detail detail : query.details()) {
            bits |=
                    InetDiagMsg.extension(
                            switch (detail) {
                                case INFO -> InetDiagMsg.INET_DIAG_INFO;
                                case MEMORY -> InetDiagMsg.INET_DIAG_SKMEMINFO;
                            });
        }
        return bits;
    }

    /** The filter as bytecode; empty where everything is wanted. */
    private static byte[] filter(TcpQuery query) {
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
