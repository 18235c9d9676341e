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
 * {@code struct packet_diag_req} of {@code include/uapi/linux/packet_diag.h}: a question about
 * packet sockets.
 */
final class PacketDiagReq {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("sdiag_family"),
                            U8.withName("sdiag_protocol"),
                            U16.withName("pad"),
                            U32.withName("pdiag_ino"),
                            U32.withName("pdiag_show"),
                            sequenceLayout(2, U32).withName("pdiag_cookie"))
                    .withName("packet_diag_req");

    static final long SIZE = LAYOUT.byteSize();

    /** {@code include/linux/socket.h}. */
    static final int AF_PACKET = 17;

    /** What to show with each socket ({@code pdiag_show}). */
    static final int PACKET_SHOW_INFO = 0x01;

    static final int PACKET_SHOW_MEMINFO = 0x10;

    private static final long FAMILY = offset(LAYOUT, "sdiag_family");
    private static final long SHOW = offset(LAYOUT, "pdiag_show");

    private PacketDiagReq() {}

    static void write(MemorySegment data, long at) {
        data.set(U8, at + FAMILY, (byte) AF_PACKET);
        data.set(U32, at + SHOW, PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO);
    }
}
