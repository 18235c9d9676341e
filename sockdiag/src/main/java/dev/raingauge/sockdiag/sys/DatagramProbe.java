package dev.raingauge.sockdiag.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Asks whether a UNIX datagram socket would take another datagram, without sending one.
 *
 * <p>No dump tells how many datagrams wait in such a socket. But poll(2) does not call a socket
 * writable while the one that it is connected to is full ({@code unix_dgram_poll} in {@code
 * net/unix/af_unix.c}), and the other side notices nothing of either.
 */
public final class DatagramProbe {
    private static final int POLLOUT = 4;
    private static final int LONGEST_NAME = 108;

    private static final MemorySegment CONNECT = Libc.symbol("connect");
    private static final MemorySegment POLL = Libc.symbol("poll");

    private DatagramProbe() {}

    /**
     * Whether the socket of this name is full; empty where we may not connect to it, or it has
     * gone.
     *
     * @param name the bytes of {@code sun_path}; an abstract name begins with NUL
     */
    public static Optional<Boolean> isFull(byte[] name) throws SyscallException {
        if (name.length == 0 || name.length > LONGEST_NAME) {
            return Optional.empty();
        }
        try (var libc = new Libc()) {
            int fd = libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK, 0, "");
            try {
                return connect(libc, fd, name)
                        ? Optional.of(!writable(libc, fd))
                        : Optional.empty();
            } finally {
                libc.closeDescriptor(fd);
            }
        }
    }

    /** {@code struct sockaddr_un}: the family in two bytes, then the name. */
    private static boolean connect(Libc libc, int fd, byte[] name) {
        int terminator = name[0] == 0 ? 0 : 1;
        MemorySegment address = libc.allocate(2L + LONGEST_NAME + 1);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) Libc.AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
        return (int) libc.call(CONNECT, fd, address.address(), 2L + name.length + terminator) == 0;
    }

    /** {@code struct pollfd}: fd at 0, events at 4, revents at 6. */
    private static boolean writable(Libc libc, int fd) {
        MemorySegment one = libc.allocate(8);
        one.set(ValueLayout.JAVA_INT, 0, fd);
        one.set(ValueLayout.JAVA_SHORT, 4, (short) POLLOUT);
        long _ = libc.call(POLL, one.address(), 1, 0);
        return (one.get(ValueLayout.JAVA_SHORT, 6) & POLLOUT) != 0;
    }
}
