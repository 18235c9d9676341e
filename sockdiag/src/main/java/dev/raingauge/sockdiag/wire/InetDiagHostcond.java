package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.BE32;
import static dev.raingauge.sockdiag.wire.Layouts.BE64;
import static dev.raingauge.sockdiag.wire.Layouts.S32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.IpAddress;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct inet_diag_hostcond} of {@code include/uapi/linux/inet_diag.h}: an address prefix
 * that a filter compares with; the address follows it, 4 or 16 bytes.
 */
final class InetDiagHostcond {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("family"),
                            U8.withName("prefix_len"),
                            paddingLayout(2),
                            S32.withName("port"))
                    .withName("inet_diag_hostcond");

    /** A {@code port} that is not compared. */
    private static final int ANY_PORT = -1;

    private static final long FAMILY = offset(LAYOUT, "family");
    private static final long PREFIX_LEN = offset(LAYOUT, "prefix_len");
    private static final long PORT = offset(LAYOUT, "port");
    private static final long ADDR = LAYOUT.byteSize();

    private InetDiagHostcond() {}

    static int size(IpAddress prefix) {
        return (int) ADDR + (isV4(prefix) ? Integer.BYTES : 2 * Long.BYTES);
    }

    static void write(MemorySegment data, long at, IpAddress prefix, int bits) {
        data.set(
                U8,
                at + FAMILY,
                (byte) (isV4(prefix) ? InetDiagReqV2.AF_INET : InetDiagReqV2.AF_INET6));
        data.set(U8, at + PREFIX_LEN, (byte) bits);
        data.set(S32, at + PORT, ANY_PORT);
        if (isV4(prefix)) {
            data.set(BE32, at + ADDR, (int) prefix.low());
        } else {
            data.set(BE64, at + ADDR, prefix.high());
            data.set(BE64, at + ADDR + Long.BYTES, prefix.low());
        }
    }

    private static boolean isV4(IpAddress prefix) {
        return prefix.version() == IpAddress.Version.V4;
    }
}
