package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U16;
import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct netlink_diag_req} of {@code include/uapi/linux/netlink_diag.h}: a question about
 * netlink sockets.
 */
final class NetlinkDiagReq {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("sdiag_family"),
                            U8.withName("sdiag_protocol"),
                            U16.withName("pad"),
                            U32.withName("ndiag_ino"),
                            U32.withName("ndiag_show"),
                            sequenceLayout(2, U32).withName("ndiag_cookie"))
                    .withName("netlink_diag_req");

    static final long SIZE = LAYOUT.byteSize();

    /** {@code include/linux/socket.h}. */
    static final int AF_NETLINK = 16;

    /** Every protocol ({@code sdiag_protocol}). */
    static final int NDIAG_PROTO_ALL = 255;

    /** What to show with each socket ({@code ndiag_show}). */
    static final int NDIAG_SHOW_MEMINFO = 0x01;

    private static final long FAMILY = offset(LAYOUT, "sdiag_family");
    private static final long PROTOCOL = offset(LAYOUT, "sdiag_protocol");
    private static final long SHOW = offset(LAYOUT, "ndiag_show");

    private NetlinkDiagReq() {}

    static void write(MemorySegment data, long at) {
        data.set(U8, at + FAMILY, (byte) AF_NETLINK);
        data.set(U8, at + PROTOCOL, (byte) NDIAG_PROTO_ALL);
        data.set(U32, at + SHOW, NDIAG_SHOW_MEMINFO);
    }
}
