package dev.raingauge.sockdiag.sys;

import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * Makes {@code socket(AF_NETLINK, ...)} fail on the calling thread, for ever, as a container's
 * sandbox or a kernel without netlink does ({@code man 2 seccomp}).
 */
public final class Sandbox {
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_MODE_FILTER = 2;
    private static final int SECCOMP_RET_ERRNO = 0x50000;
    private static final int SECCOMP_RET_ALLOW = 0x7fff0000;

    /** {@code struct seccomp_data}: the number of the call, and its first argument. */
    private static final int NUMBER = 0;

    private static final int ARGUMENT = 16;

    // Classic BPF: load a word, jump if equal, return.
    private static final int LOAD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    /** The number of socket(2) by architecture. */
    private static final Map<String, Integer> SOCKET =
            Map.of("amd64", 41, "aarch64", 198, "riscv64", 198);

    private Sandbox() {}

    /** Whether this architecture's numbers are known here. */
    public static boolean available() {
        return SOCKET.containsKey(System.getProperty("os.arch"));
    }

    /** From now on the call fails with this error number. */
    public static void refuseNetlink(int errno) throws SyscallException {
        int socket = SOCKET.getOrDefault(System.getProperty("os.arch"), -1);
        long[] program = {
            instruction(LOAD, 0, 0, NUMBER),
            instruction(JUMP_EQUAL, 0, 3, socket),
            instruction(LOAD, 0, 0, ARGUMENT),
            instruction(JUMP_EQUAL, 0, 1, Libc.AF_NETLINK),
            instruction(RETURN, 0, 0, SECCOMP_RET_ERRNO | errno),
            instruction(RETURN, 0, 0, SECCOMP_RET_ALLOW)
        };
        try (var libc = new Libc()) {
            var filter = libc.allocate(8L * program.length);
            for (int i = 0; i < program.length; i++) {
                filter.setAtIndex(ValueLayout.JAVA_LONG, i, program[i]);
            }
            var header = libc.allocate(16);
            header.set(ValueLayout.JAVA_SHORT, 0, (short) program.length);
            header.set(ValueLayout.JAVA_LONG, 8, filter.address());
            var prctl = Libc.symbol("prctl");
            int _ = libc.checked("prctl", (int) libc.call(prctl, PR_SET_NO_NEW_PRIVS, 1, 0), "");
            long done = libc.call(prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header.address());
            int _ = libc.checked("prctl", (int) done, "");
        }
    }

    /** {@code struct sock_filter}: code, two jump offsets, and an operand, from low to high. */
    private static long instruction(int code, int ifTrue, int ifFalse, int operand) {
        return code | (long) ifTrue << 16 | (long) ifFalse << 24 | (long) operand << 32;
    }
}
