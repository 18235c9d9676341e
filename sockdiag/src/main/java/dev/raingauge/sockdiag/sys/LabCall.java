package dev.raingauge.sockdiag.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The system calls behind {@link PlainSocket}. Each returns what the kernel does: a result, or the
 * negative error number.
 *
 * <p>The offsets in the few structs are those of 64-bit Linux.
 */
final class LabCall implements AutoCloseable {
    static final int POLLIN = 1;
    static final int POLLOUT = 4;

    private static final int SCM_RIGHTS = 1;
    private static final int RLIMIT_NOFILE = 7;
    private static final int MOST_INTERRUPTIONS = 100;

    private static final MemorySegment SOCKET = Libc.symbol("socket");
    private static final MemorySegment SETSOCKOPT = Libc.symbol("setsockopt");
    private static final MemorySegment BIND = Libc.symbol("bind");
    private static final MemorySegment LISTEN = Libc.symbol("listen");
    private static final MemorySegment CONNECT = Libc.symbol("connect");
    private static final MemorySegment ACCEPT4 = Libc.symbol("accept4");
    private static final MemorySegment SENDTO = Libc.symbol("sendto");
    private static final MemorySegment SENDMSG = Libc.symbol("sendmsg");
    private static final MemorySegment RECV = Libc.symbol("recv");
    private static final MemorySegment SHUTDOWN = Libc.symbol("shutdown");
    private static final MemorySegment GETSOCKNAME = Libc.symbol("getsockname");
    private static final MemorySegment POLL = Libc.symbol("poll");
    private static final MemorySegment SOCKETPAIR = Libc.symbol("socketpair");
    private static final MemorySegment SETRLIMIT = Libc.symbol("setrlimit");

    private final Libc libc = new Libc();

    /** The result, which must not be an error. */
    static int checked(String operation, int result) throws SyscallException {
        if (result < 0) {
            throw new SyscallException(operation, -result, "");
        }
        return result;
    }

    int socket(int family, int type, int protocol) {
        return call(SOCKET, family, type, protocol);
    }

    int setsockopt(int fd, int level, int option, int... value) {
        var bytes = libc.allocate(4L * value.length);
        MemorySegment.copy(value, 0, bytes, JAVA_INT, 0, value.length);
        return call(SETSOCKOPT, fd, level, option, bytes.address(), bytes.byteSize());
    }

    int bind(int fd, byte[] address) {
        return call(BIND, fd, copy(address), address.length);
    }

    int listen(int fd, int backlog) {
        return call(LISTEN, fd, backlog);
    }

    int connect(int fd, byte[] address) {
        return call(CONNECT, fd, copy(address), address.length);
    }

    int accept4(int fd, int flags) {
        return call(ACCEPT4, fd, 0, 0, flags);
    }

    int send(int fd, byte[] bytes, int flags) {
        return call(SENDTO, fd, copy(bytes), bytes.length, flags, 0, 0);
    }

    int sendto(int fd, byte[] bytes, int flags, byte[] address) {
        return call(SENDTO, fd, copy(bytes), bytes.length, flags, copy(address), address.length);
    }

    /** The bytes are thrown away. */
    int recv(int fd, int most) {
        return call(RECV, fd, libc.allocate(most).address(), most, 0);
    }

    int shutdown(int fd, int how) {
        return call(SHUTDOWN, fd, how);
    }

    /** {@code struct pollfd}: fd at 0, events at 4. */
    int poll(int fd, int events, int milliseconds) {
        var one = libc.allocate(8);
        one.set(JAVA_INT, 0, fd);
        one.set(JAVA_SHORT, 4, (short) events);
        return call(POLL, one.address(), 1, milliseconds);
    }

    /** The address that the socket is bound to, in the first bytes of {@code address}. */
    int getsockname(int fd, byte[] address) {
        var length = libc.allocate(8);
        length.set(JAVA_INT, 0, address.length);
        var copy = libc.allocate(address.length);
        int result = call(GETSOCKNAME, fd, copy.address(), length.address());
        MemorySegment.copy(copy, JAVA_BYTE, 0, address, 0, address.length);
        return result;
    }

    /** Two descriptors, or the negative error number alone. */
    int[] socketpair(int family, int type) {
        var two = libc.allocate(8);
        int result = call(SOCKETPAIR, family, type, 0, two.address());
        return result < 0
                ? new int[] {result}
                : new int[] {two.get(JAVA_INT, 0), two.get(JAVA_INT, 4)};
    }

    /** {@code struct rlimit} of this process: soft at 0, hard at 8; both are set. */
    int limitDescriptors(long most) {
        var limit = libc.allocate(16);
        limit.set(JAVA_LONG, 0, most);
        limit.set(JAVA_LONG, 8, most);
        return call(SETRLIMIT, RLIMIT_NOFILE, limit.address());
    }

    /**
     * {@code sendmsg(2)} of one byte and one descriptor ({@code man 3 cmsg}). {@code struct
     * msghdr}: msg_iov at 16, msg_iovlen at 24, msg_control at 32, msg_controllen at 40. {@code
     * struct cmsghdr}: length at 0, level at 8, type at 12, the descriptor at 16.
     */
    int sendDescriptor(int fd, int descriptor) {
        var control = libc.allocate(24);
        control.set(JAVA_LONG, 0, 20);
        control.set(JAVA_INT, 8, Libc.SOL_SOCKET);
        control.set(JAVA_INT, 12, SCM_RIGHTS);
        control.set(JAVA_INT, 16, descriptor);
        var iovec = libc.allocate(16);
        iovec.set(JAVA_LONG, 0, libc.allocate(1).address());
        iovec.set(JAVA_LONG, 8, 1);
        var message = libc.allocate(56);
        message.set(JAVA_LONG, 16, iovec.address());
        message.set(JAVA_LONG, 24, 1);
        message.set(JAVA_LONG, 32, control.address());
        message.set(JAVA_LONG, 40, control.byteSize());
        return call(SENDMSG, fd, message.address(), 0);
    }

    private long copy(byte[] bytes) {
        var copy = libc.allocate(Math.max(1, bytes.length));
        MemorySegment.copy(bytes, 0, copy, JAVA_BYTE, 0, bytes.length);
        return copy.address();
    }

    private int call(MemorySegment function, long... arguments) {
        long[] six = Arrays.copyOf(arguments, 6);
        for (int i = 0; i < MOST_INTERRUPTIONS; i++) {
            int result = (int) libc.call(function, six[0], six[1], six[2], six[3], six[4], six[5]);
            if (result >= 0) {
                return result;
            }
            if (libc.errno() != Errno.EINTR) {
                return -libc.errno();
            }
        }
        return -Errno.EINTR;
    }

    void closeDescriptor(int fd) {
        libc.closeDescriptor(fd);
    }

    @Override
    public void close() {
        libc.close();
    }
}
