package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.BE16;
import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.SocketKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct inet_diag_req_v2} of {@code include/uapi/linux/inet_diag.h}: a question about the
 * sockets of one address family and protocol.
 */
final class InetDiagReqV2 {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("sdiag_family"),
                            U8.withName("sdiag_protocol"),
                            U8.withName("idiag_ext"),
                            U8.withName("pad"),
                            U32.withName("idiag_states"),
                            InetDiagSockId.LAYOUT.withName("id"))
                    .withName("inet_diag_req_v2");

    static final long SIZE = LAYOUT.byteSize();

    /** Address families ({@code include/linux/socket.h}). */
    static final int AF_INET = 2;

    static final int AF_INET6 = 10;

    /** Protocols ({@code include/uapi/linux/in.h}). */
    static final int IPPROTO_TCP = 6;

    static final int IPPROTO_UDP = 17;
    static final int IPPROTO_SCTP = 132;
    static final int IPPROTO_UDPLITE = 136;
    static final int IPPROTO_RAW = 255;

    /** Does not fit into {@code sdiag_protocol}: see {@link #INET_DIAG_REQ_PROTOCOL}. */
    static final int IPPROTO_MPTCP = 262;

    /** Attributes of a question. A filter, see {@link FilterCompiler}. */
    static final int INET_DIAG_REQ_BYTECODE = 1;

    /**
     * A protocol of 32 bits, which counts instead of {@code sdiag_protocol} ({@code
     * inet_diag_get_protocol}, Linux 5.9). An older kernel does not look at it.
     */
    static final int INET_DIAG_REQ_PROTOCOL = 3;

    private static final long FAMILY = offset(LAYOUT, "sdiag_family");
    private static final long PROTOCOL = offset(LAYOUT, "sdiag_protocol");
    private static final long EXT = offset(LAYOUT, "idiag_ext");
    private static final long STATES = offset(LAYOUT, "idiag_states");
    private static final long SPORT = offset(LAYOUT, "id") + InetDiagSockId.SPORT;

    private static final long ID = offset(LAYOUT, "id");

    private InetDiagReqV2() {}

    /** A command about one socket. */
    static void write(MemorySegment data, long at, int protocol, SocketKey socket) {
        data.set(U8, at + FAMILY, (byte) (socket.v6() ? AF_INET6 : AF_INET));
        data.set(U8, at + PROTOCOL, (byte) protocol);
        data.set(U32, at + STATES, -1);
        InetDiagSockId.write(data, at + ID, socket);
    }

    static void write(
            MemorySegment data,
            long at,
            int family,
            int protocol,
            int extensions,
            int states,
            int sourcePort) {
        data.set(U8, at + FAMILY, (byte) family);
        data.set(U8, at + PROTOCOL, (byte) protocol);
        data.set(U8, at + EXT, (byte) extensions);
        data.set(U32, at + STATES, states);
        data.set(BE16, at + SPORT, (short) sourcePort);
    }
}
