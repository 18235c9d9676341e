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
 * {@code struct unix_diag_req} of {@code include/uapi/linux/unix_diag.h}: a question about UNIX
 * sockets.
 */
final class UnixDiagReq {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("sdiag_family"),
                            U8.withName("sdiag_protocol"),
                            U16.withName("pad"),
                            U32.withName("udiag_states"),
                            U32.withName("udiag_ino"),
                            U32.withName("udiag_show"),
                            sequenceLayout(2, U32).withName("udiag_cookie"))
                    .withName("unix_diag_req");

    static final long SIZE = LAYOUT.byteSize();

    /** {@code include/linux/socket.h}. */
    static final int AF_UNIX = 1;

    /** What to show with each socket ({@code udiag_show}). */
    static final int UDIAG_SHOW_NAME = 0x01;

    static final int UDIAG_SHOW_VFS = 0x02;
    static final int UDIAG_SHOW_PEER = 0x04;
    static final int UDIAG_SHOW_ICONS = 0x08;
    static final int UDIAG_SHOW_RQLEN = 0x10;
    static final int UDIAG_SHOW_MEMINFO = 0x20;
    static final int UDIAG_SHOW_UID = 0x40;

    private static final long FAMILY = offset(LAYOUT, "sdiag_family");
    private static final long STATES = offset(LAYOUT, "udiag_states");
    private static final long SHOW = offset(LAYOUT, "udiag_show");

    private UnixDiagReq() {}

    static void write(MemorySegment data, long at, int states, int show) {
        data.set(U8, at + FAMILY, (byte) AF_UNIX);
        data.set(U32, at + STATES, states);
        data.set(U32, at + SHOW, show);
    }
}
