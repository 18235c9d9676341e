package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct inet_diag_markcond} of {@code include/uapi/linux/inet_diag.h}: holds where the
 * socket's mark under the mask is exactly {@code mark}.
 */
final class InetDiagMarkcond {
    static final StructLayout LAYOUT =
            structLayout(U32.withName("mark"), U32.withName("mask")).withName("inet_diag_markcond");

    static final int SIZE = (int) LAYOUT.byteSize();

    private static final long MARK = offset(LAYOUT, "mark");
    private static final long MASK = offset(LAYOUT, "mask");

    private InetDiagMarkcond() {}

    static void write(MemorySegment data, long at, int mark, int mask) {
        data.set(U32, at + MARK, mark);
        data.set(U32, at + MASK, mask);
    }
}
