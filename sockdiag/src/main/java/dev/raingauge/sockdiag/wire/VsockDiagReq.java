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
 * {@code struct vsock_diag_req} of {@code include/uapi/linux/vm_sockets_diag.h}: a question about
 * vsock sockets.
 */
final class VsockDiagReq {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("sdiag_family"),
                            U8.withName("sdiag_protocol"),
                            U16.withName("pad"),
                            U32.withName("vdiag_states"),
                            U32.withName("vdiag_ino"),
                            U32.withName("vdiag_show"),
                            sequenceLayout(2, U32).withName("vdiag_cookie"))
                    .withName("vsock_diag_req");

    static final long SIZE = LAYOUT.byteSize();

    /** {@code include/linux/socket.h}. */
    static final int AF_VSOCK = 40;

    private static final int ALL_STATES = -1;

    private static final long FAMILY = offset(LAYOUT, "sdiag_family");
    private static final long STATES = offset(LAYOUT, "vdiag_states");

    private VsockDiagReq() {}

    static void write(MemorySegment data, long at) {
        data.set(U8, at + FAMILY, (byte) AF_VSOCK);
        data.set(U32, at + STATES, ALL_STATES);
    }
}
