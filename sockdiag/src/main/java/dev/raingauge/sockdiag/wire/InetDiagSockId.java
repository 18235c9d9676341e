package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.BE16;
import static dev.raingauge.sockdiag.wire.Layouts.BE32;
import static dev.raingauge.sockdiag.wire.Layouts.BE64;
import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.address;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.SocketKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct inet_diag_sockid} of {@code include/uapi/linux/inet_diag.h}: what tells one socket
 * from another. Ports and addresses are in network order, the rest in the host's.
 */
final class InetDiagSockId {
    static final StructLayout LAYOUT =
            structLayout(
                            BE16.withName("idiag_sport"),
                            BE16.withName("idiag_dport"),
                            address().withName("idiag_src"),
                            address().withName("idiag_dst"),
                            U32.withName("idiag_if"),
                            sequenceLayout(2, U32).withName("idiag_cookie"))
                    .withName("inet_diag_sockid");

    /** Both words of a cookie that names no socket. */
    static final int INET_DIAG_NOCOOKIE = -1;

    static final long SPORT = offset(LAYOUT, "idiag_sport");
    static final long DPORT = offset(LAYOUT, "idiag_dport");
    static final long SRC = offset(LAYOUT, "idiag_src");
    static final long DST = offset(LAYOUT, "idiag_dst");
    static final long IF = offset(LAYOUT, "idiag_if");
    static final long COOKIE = offset(LAYOUT, "idiag_cookie");

    private InetDiagSockId() {}

    /** Writes the name of a socket; the cookie's low word comes first. */
    static void write(MemorySegment data, long at, SocketKey socket) {
        data.set(BE16, at + SPORT, (short) socket.localPort());
        data.set(BE16, at + DPORT, (short) socket.remotePort());
        writeAddress(data, at + SRC, socket.v6(), socket.localHigh(), socket.localLow());
        writeAddress(data, at + DST, socket.v6(), socket.remoteHigh(), socket.remoteLow());
        data.set(U32, at + IF, socket.interfaceIndex());
        data.set(U32, at + COOKIE, (int) socket.cookie());
        data.set(U32, at + COOKIE + Integer.BYTES, (int) (socket.cookie() >>> Integer.SIZE));
    }

    private static void writeAddress(MemorySegment data, long at, boolean v6, long high, long low) {
        if (v6) {
            data.set(BE64, at, high);
            data.set(BE64, at + Long.BYTES, low);
        } else {
            data.set(BE32, at, (int) low);
        }
    }
}
