package dev.raingauge.sockdiag.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A netlink socket to the kernel's sock_diag; bytes in, bytes out.
 *
 * <p>It belongs to the thread that made this object: any other thread gets {@link
 * WrongThreadException}. The kernel answers about the network namespace in which the descriptor was
 * created, wherever the thread is later.
 */
public final class NetlinkSocket implements Netlink {
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_TRUNC = 0x20;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;

    /** Nothing hangs: a kernel that owes us an answer gives it at once, or never. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final int RECEIVE_QUEUE_BYTES = 1 << 20;

    /**
     * The kernel makes dump datagrams as large as the largest buffer it has been shown, and at most
     * 32 KiB ({@code netlink_recvmsg} in {@code net/netlink/af_netlink.c}).
     */
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int REQUEST_BYTES = 64 * 1024;

    private final Libc libc = new Libc();
    private final MemorySegment buffer = libc.allocate(BUFFER_BYTES);
    private final MemorySegment request = libc.allocate(REQUEST_BYTES);
    private final int fd;
    private boolean open = true;

    /**
     * Takes a descriptor over, which {@link #newDescriptor} made; it is closed with this object.
     */
    public NetlinkSocket(int fd) {
        this.fd = fd;
    }

    /** A socket in the namespace that this thread is in. */
    public static NetlinkSocket open() throws SyscallException {
        return new NetlinkSocket(newDescriptor());
    }

    /**
     * A descriptor in the namespace that this thread is in, for a {@link NetlinkSocket} of any
     * thread.
     *
     * @throws SyscallException EPROTONOSUPPORT where the kernel has no sock_diag, EPERM or EACCES
     *     where a sandbox forbids it
     */
    public static int newDescriptor() throws SyscallException {
        return newDescriptor(PATIENCE_MILLIS);
    }

    static int newDescriptor(long patienceMillis) throws SyscallException {
        try (var libc = new Libc()) {
            int fd = socket(libc);
            try {
                libc.setTimeOption(fd, Libc.SOL_SOCKET, SO_RCVTIMEO, patienceMillis);
                libc.setOption(fd, Libc.SOL_SOCKET, SO_RCVBUF, RECEIVE_QUEUE_BYTES);
                return fd;
            } catch (SyscallException failed) {
                libc.closeDescriptor(fd);
                throw failed;
            }
        }
    }

    private static int socket(Libc libc) throws SyscallException {
        try {
            return libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW, NETLINK_SOCK_DIAG, "");
        } catch (SyscallException failed) {
            String advice =
                    switch (failed.errno()) {
                        case Errno.EPROTONOSUPPORT, Errno.EAFNOSUPPORT, Errno.ENOSYS ->
                                "this kernel has no sock_diag, read /proc instead";
                        case Errno.EPERM, Errno.EACCES ->
                                "a sandbox (seccomp, SELinux) forbids it, read /proc instead";
                        case Errno.EMFILE -> "raise the limit of open files (ulimit -n)";
                        default -> "";
                    };
            throw new SyscallException("socket NETLINK_SOCK_DIAG", failed.errno(), advice);
        }
    }

    /** Joins a multicast group, to receive what the kernel tells unasked. */
    public void join(int group) throws SyscallException {
        libc.setOption(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
    }

    @Override
    public void send(byte[] bytes) throws SyscallException {
        if (bytes.length > REQUEST_BYTES) {
            throw new IllegalArgumentException(
                    "a request of %d bytes; %d fit".formatted(bytes.length, REQUEST_BYTES));
        }
        MemorySegment.copy(bytes, 0, request, ValueLayout.JAVA_BYTE, 0, bytes.length);
        long _ = libc.send(fd, request, bytes.length);
    }

    /** A view of this socket's buffer. */
    @Override
    public MemorySegment receive() throws SyscallException {
        long length = libc.receive(fd, buffer, MSG_TRUNC);
        if (length > BUFFER_BYTES) {
            throw new SyscallException(
                    "recv: a datagram of %d bytes, %d fit".formatted(length, BUFFER_BYTES), 0, "");
        }
        return buffer.asSlice(0, length).asReadOnly();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            libc.closeDescriptor(fd);
            libc.close();
        }
    }
}
