package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.IpAddress;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/**
 * What the kernel does with a filter, written down from {@code net/ipv4/inet_diag.c}: the check
 * before it takes a program ({@code inet_diag_bc_audit}) and the run for each socket ({@code
 * inet_diag_bc_run}).
 */
final class KernelBytecode {
    private static final int OP = InetDiagBcOp.SIZE;

    private KernelBytecode() {}

    /**
     * What a program is run for ({@code struct inet_diag_entry}).
     *
     * @param autoBound whether the kernel chose the local port
     */
    record Entry(
            IpAddress local,
            int localPort,
            IpAddress remote,
            int remotePort,
            int interfaceIndex,
            int mark,
            long cgroup,
            boolean autoBound) {
        boolean isV6() {
            return local.version() == IpAddress.Version.V6;
        }
    }

    /** Throws where the kernel would answer EINVAL. */
    static void audit(byte[] program) {
        var data = MemorySegment.ofArray(program);
        int length = program.length;
        must(length >= OP, "at least one instruction");
        var starts = new BitSet();
        for (int at = 0; at < length; at += yes(data, at)) {
            must(length - at >= OP, "a whole instruction at " + at);
            starts.set(at);
            int least = OP + argument(data, at, length);
            must(length - at >= least, "a whole argument at " + at);
            int yes = yes(data, at);
            must(
                    yes >= least && yes <= length - at + 4 && yes % 4 == 0,
                    "yes of " + yes + " at " + at);
            must(at + yes <= length, "the last instruction ends with the program");
        }
        for (int at = 0; at < length; at += yes(data, at)) {
            int no = no(data, at);
            must(no >= OP && no <= length - at + 4 && no % 4 == 0, "no of " + no + " at " + at);
            must(at + no >= length || starts.get(at + no), "no of " + no + " at " + at);
        }
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("the kernel demands " + what);
        }
    }

    /** Bytes of argument that the instruction must have, checked as far as the kernel does. */
    private static int argument(MemorySegment data, int at, int length) {
        return switch (code(data, at)) {
            case InetDiagBcOp.INET_DIAG_BC_JMP, InetDiagBcOp.INET_DIAG_BC_AUTO -> 0;
            case InetDiagBcOp.INET_DIAG_BC_S_GE,
                    InetDiagBcOp.INET_DIAG_BC_S_LE,
                    InetDiagBcOp.INET_DIAG_BC_D_GE,
                    InetDiagBcOp.INET_DIAG_BC_D_LE,
                    InetDiagBcOp.INET_DIAG_BC_DEV_COND ->
                    4;
            case InetDiagBcOp.INET_DIAG_BC_MARK_COND, InetDiagBcOp.INET_DIAG_BC_CGROUP_COND -> 8;
            case InetDiagBcOp.INET_DIAG_BC_S_COND, InetDiagBcOp.INET_DIAG_BC_D_COND -> {
                must(length - at >= OP + 8, "a whole hostcond at " + at);
                int family = u8(data, at + OP);
                must(family == 2 || family == 10, "a known family at " + at);
                int address = family == 2 ? 4 : 16;
                must(u8(data, at + OP + 1) <= 8 * address, "a prefix that fits at " + at);
                yield 8 + address;
            }
            default -> throw new AssertionError("no such instruction at " + at);
        };
    }

    /** Whether the kernel would show this socket. */
    static boolean run(byte[] program, Entry entry) {
        var data = MemorySegment.ofArray(program);
        int left = program.length;
        int at = 0;
        while (left > 0) {
            int step = holds(data, at, entry) ? yes(data, at) : no(data, at);
            left -= step;
            at += step;
        }
        return left == 0;
    }

    private static boolean holds(MemorySegment data, int at, Entry entry) {
        int argument = at + OP;
        return switch (code(data, at)) {
            case InetDiagBcOp.INET_DIAG_BC_S_GE -> entry.localPort >= no(data, argument);
            case InetDiagBcOp.INET_DIAG_BC_S_LE -> entry.localPort <= no(data, argument);
            case InetDiagBcOp.INET_DIAG_BC_D_GE -> entry.remotePort >= no(data, argument);
            case InetDiagBcOp.INET_DIAG_BC_D_LE -> entry.remotePort <= no(data, argument);
            case InetDiagBcOp.INET_DIAG_BC_AUTO -> entry.autoBound;
            case InetDiagBcOp.INET_DIAG_BC_S_COND ->
                    host(data, argument, entry, entry.local, entry.localPort);
            case InetDiagBcOp.INET_DIAG_BC_D_COND ->
                    host(data, argument, entry, entry.remote, entry.remotePort);
            case InetDiagBcOp.INET_DIAG_BC_DEV_COND ->
                    data.get(Layouts.U32, argument) == entry.interfaceIndex;
            case InetDiagBcOp.INET_DIAG_BC_MARK_COND ->
                    (entry.mark & data.get(Layouts.U32, argument + 4))
                            == data.get(Layouts.U32, argument);
            case InetDiagBcOp.INET_DIAG_BC_CGROUP_COND ->
                    data.get(Layouts.U64, argument) == entry.cgroup;
            default -> false; // a jump
        };
    }

    private static boolean host(
            MemorySegment data, int at, Entry entry, IpAddress address, int port) {
        int wantedPort = data.get(Layouts.S32, at + 4);
        if (wantedPort != -1 && wantedPort != port) {
            return false;
        }
        int bits = u8(data, at + 1);
        int family = u8(data, at);
        if (family == 2 && entry.isV6()) {
            return address.isMapped() && same(data, at + 8, wordsOf(address), 3, bits);
        }
        return (family == 10) == entry.isV6() && same(data, at + 8, wordsOf(address), 0, bits);
    }

    /** The kernel's {@code bitstring_match}: whole words, then the rest under a mask. */
    private static boolean same(MemorySegment data, int at, int[] words, int from, int bits) {
        for (int i = 0; i < bits; i++) {
            int theirs = data.get(Layouts.BE32, at + i / 32 * 4);
            if (((theirs ^ words[from + i / 32]) >>> (31 - i % 32) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int[] wordsOf(IpAddress address) {
        return address.version() == IpAddress.Version.V4
                ? new int[] {(int) address.low(), 0, 0, 0}
                : new int[] {
                    (int) (address.high() >>> 32),
                    (int) address.high(),
                    (int) (address.low() >>> 32),
                    (int) address.low()
                };
    }

    private static int code(MemorySegment data, long at) {
        return u8(data, at);
    }

    private static int yes(MemorySegment data, long at) {
        return u8(data, at + 1);
    }

    private static int no(MemorySegment data, long at) {
        return Short.toUnsignedInt(data.get(Layouts.U16, at + 2));
    }

    private static int u8(MemorySegment data, long at) {
        return Byte.toUnsignedInt(data.get(Layouts.U8, at));
    }
}
