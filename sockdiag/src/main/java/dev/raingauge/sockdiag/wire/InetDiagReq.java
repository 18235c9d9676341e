package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.BE16;
import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct inet_diag_req} of {@code include/uapi/linux/inet_diag.h}: the question as it was
 * before Linux 3.3. A dump pays no attention to the family: it shows IPv4 and IPv6 in one walk of
 * the hash table ({@code inet_diag_dump_compat}), for which the new question needs two.
 */
final class InetDiagReq {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("idiag_family"),
                            U8.withName("idiag_src_len"),
                            U8.withName("idiag_dst_len"),
                            U8.withName("idiag_ext"),
                            InetDiagSockId.LAYOUT.withName("id"),
                            U32.withName("idiag_states"),
                            U32.withName("idiag_dbs"))
                    .withName("inet_diag_req");

    static final long SIZE = LAYOUT.byteSize();

    private static final long EXT = offset(LAYOUT, "idiag_ext");
    private static final long STATES = offset(LAYOUT, "idiag_states");
    private static final long SPORT = offset(LAYOUT, "id") + InetDiagSockId.SPORT;

    private InetDiagReq() {}

    static void write(MemorySegment data, long at, int extensions, int states, int sourcePort) {
        data.set(U8, at + EXT, (byte) extensions);
        data.set(U32, at + STATES, states);
        data.set(BE16, at + SPORT, (short) sourcePort);
    }
}
