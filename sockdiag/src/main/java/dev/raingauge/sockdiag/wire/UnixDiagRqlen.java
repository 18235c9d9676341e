package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct unix_diag_rqlen} of {@code include/uapi/linux/unix_diag.h}: on a listener the
 * connections that wait and their limit, on others bytes ({@code sk_diag_show_rqlen} in {@code
 * net/unix/diag.c}).
 */
final class UnixDiagRqlen {
    static final StructLayout LAYOUT =
            structLayout(U32.withName("udiag_rqueue"), U32.withName("udiag_wqueue"))
                    .withName("unix_diag_rqlen");

    private static final long RQUEUE = offset(LAYOUT, "udiag_rqueue");
    private static final long WQUEUE = offset(LAYOUT, "udiag_wqueue");

    private UnixDiagRqlen() {}

    static long receiveQueue(MemorySegment data, long at) {
        return Integer.toUnsignedLong(data.get(U32, at + RQUEUE));
    }

    static long sendQueue(MemorySegment data, long at) {
        return Integer.toUnsignedLong(data.get(U32, at + WQUEUE));
    }
}
