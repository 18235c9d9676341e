package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U16;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct inet_diag_bc_op} of {@code include/uapi/linux/inet_diag.h}: one instruction of a
 * filter, a jump forward by {@code yes} or by {@code no} bytes. Its argument follows it.
 *
 * <p>{@code yes} must be the instruction's own length: the kernel's check ({@code
 * inet_diag_bc_audit}) walks from instruction to instruction by it, and the target of each {@code
 * no} must be met on that walk, or be the program's end (the socket is wanted) or four bytes beyond
 * (it is not).
 */
final class InetDiagBcOp {
    static final StructLayout LAYOUT =
            structLayout(U8.withName("code"), U8.withName("yes"), U16.withName("no"))
                    .withName("inet_diag_bc_op");

    static final int SIZE = (int) LAYOUT.byteSize();

    /** Always goes by {@code no}. */
    static final int INET_DIAG_BC_JMP = 1;

    /** Ports compared with the {@code no} of a second instruction, in host order. */
    static final int INET_DIAG_BC_S_GE = 2;

    static final int INET_DIAG_BC_S_LE = 3;
    static final int INET_DIAG_BC_D_GE = 4;
    static final int INET_DIAG_BC_D_LE = 5;

    /** The local port was chosen by the kernel; no argument. */
    static final int INET_DIAG_BC_AUTO = 6;

    /** {@link InetDiagHostcond}. */
    static final int INET_DIAG_BC_S_COND = 7;

    static final int INET_DIAG_BC_D_COND = 8;

    /** An interface index of 32 bits. */
    static final int INET_DIAG_BC_DEV_COND = 9;

    /** {@link InetDiagMarkcond}; refused (EPERM) without CAP_NET_ADMIN. */
    static final int INET_DIAG_BC_MARK_COND = 10;

    /** A cgroup id of 64 bits (Linux 5.8). */
    static final int INET_DIAG_BC_CGROUP_COND = 13;

    private static final long CODE = offset(LAYOUT, "code");
    private static final long YES = offset(LAYOUT, "yes");
    private static final long NO = offset(LAYOUT, "no");

    private InetDiagBcOp() {}

    static void write(MemorySegment data, long at, int code, int yes) {
        data.set(U8, at + CODE, (byte) code);
        data.set(U8, at + YES, (byte) yes);
    }

    static void writeNo(MemorySegment data, long at, int no) {
        data.set(U16, at + NO, (short) no);
    }
}
