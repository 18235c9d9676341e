package dev.raingauge.sockdiag.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket with nothing around it: each method is one system call, no option is set that was not
 * asked for, and no call waits.
 *
 * <p>For the lab, which makes sockets that Java's own classes cannot (raw ones, UNIX datagrams,
 * deferred accepts, backlogs of zero), and for {@code Dial}, which wants the kernel's error numbers
 * and not an exception's words. Safe for use by several threads, as descriptors are.
 */
public final class PlainSocket implements AutoCloseable {
    private static final int FLAGS = Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SO_LINGER = 13;
    private static final int SHUT_WR = 1;
    private static final int ECONNABORTED = 103;
    private static final int LONGEST_ADDRESS = 128;
    private static final int MOST_BYTES = 65_536;

    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PlainSocket(int fd) {
        this.fd = fd;
    }

    /**
     * {@code socket(2)}, in the namespace of the calling thread.
     *
     * @param family {@link Libc#AF_INET} and so on
     * @param type {@link Libc#SOCK_STREAM} and so on
     * @param protocol usually 0
     */
    public static PlainSocket open(int family, int type, int protocol) throws IOException {
        try (var call = new LabCall()) {
            int fd = call.socket(family, type | FLAGS, protocol);
            return new PlainSocket(LabCall.checked("socket", fd));
        }
    }

    /** {@code socketpair(2)} of UNIX datagram sockets. */
    public static PlainSocket[] pair() throws IOException {
        try (var call = new LabCall()) {
            int[] two = call.socketpair(Libc.AF_UNIX, Libc.SOCK_DGRAM | FLAGS);
            LabCall.checked("socketpair", two[0]);
            return new PlainSocket[] {new PlainSocket(two[0]), new PlainSocket(two[1])};
        }
    }

    /** {@code setsockopt(2)} with a number. */
    public void option(int level, int option, int value) throws IOException {
        try (var call = new LabCall()) {
            int result = call.setsockopt(open(), level, option, value);
            LabCall.checked("setsockopt " + level + " " + option, result);
        }
    }

    /** Lets {@link #close} reset the connection (SO_LINGER of no seconds). */
    public void resetOnClose() throws IOException {
        try (var call = new LabCall()) {
            int result = call.setsockopt(open(), Libc.SOL_SOCKET, SO_LINGER, 1, 0);
            LabCall.checked("setsockopt SO_LINGER", result);
        }
    }

    /**
     * {@code bind(2)}.
     *
     * @param address the bytes of a {@code struct sockaddr_...}
     */
    public void bind(byte[] address) throws IOException {
        try (var call = new LabCall()) {
            LabCall.checked("bind", call.bind(open(), address));
        }
    }

    /** {@code listen(2)}: can be called again, which sets the limit anew. */
    public void listen(int backlog) throws IOException {
        try (var call = new LabCall()) {
            LabCall.checked("listen", call.listen(open(), backlog));
        }
    }

    /**
     * {@code connect(2)}, without waiting for the answer.
     *
     * @return 0 if connected; otherwise the error number: EINPROGRESS, EAGAIN for a full UNIX
     *     listener, EADDRNOTAVAIL (99) where no port is left
     */
    public int connect(byte[] address) throws IOException {
        try (var call = new LabCall()) {
            return -call.connect(open(), address);
        }
    }

    /**
     * {@code accept4(2)}.
     *
     * @return empty if nothing waits
     * @throws SyscallException for EMFILE and the like
     */
    public Optional<PlainSocket> accept() throws IOException {
        try (var call = new LabCall()) {
            int accepted = call.accept4(open(), FLAGS);
            return accepted == -Errno.EAGAIN || accepted == -ECONNABORTED
                    ? Optional.empty()
                    : Optional.of(new PlainSocket(LabCall.checked("accept", accepted)));
        }
    }

    /**
     * {@code send(2)}.
     *
     * @return the number of bytes taken, or the negative error number: EAGAIN if there is no room
     */
    public int send(byte[] bytes) throws IOException {
        try (var call = new LabCall()) {
            return call.send(open(), bytes, MSG_NOSIGNAL);
        }
    }

    /** {@code sendto(2)}: as {@link #send}, to an address. */
    public int sendTo(byte[] bytes, byte[] address) throws IOException {
        try (var call = new LabCall()) {
            return call.sendto(open(), bytes, MSG_NOSIGNAL, address);
        }
    }

    /**
     * {@code recv(2)}, the bytes thrown away.
     *
     * @param most at most so many bytes
     * @return the number of bytes; 0 at the end of the stream; or the negative error number: EAGAIN
     *     if nothing is there yet
     */
    public int receive(int most) throws IOException {
        try (var call = new LabCall()) {
            return call.recv(open(), Math.clamp(most, 1, MOST_BYTES));
        }
    }

    /** {@code shutdown(2)} of the sending half. */
    public void shutdownOutput() throws IOException {
        try (var call = new LabCall()) {
            LabCall.checked("shutdown", call.shutdown(open(), SHUT_WR));
        }
    }

    /** Waits until something can be read or accepted; whether it can. */
    public boolean awaitReadable(int milliseconds) throws IOException {
        try (var call = new LabCall()) {
            return call.poll(open(), LabCall.POLLIN, milliseconds) > 0;
        }
    }

    /** Waits until {@code connect(2)} has come to an end, a good or a bad one; whether it has. */
    public boolean awaitConnected(int milliseconds) throws IOException {
        try (var call = new LabCall()) {
            return call.poll(open(), LabCall.POLLOUT, milliseconds) > 0;
        }
    }

    /** {@code getsockname(2)}: a {@code struct sockaddr_...}, zeros behind it. */
    public byte[] name() throws IOException {
        try (var call = new LabCall()) {
            byte[] address = new byte[LONGEST_ADDRESS];
            LabCall.checked("getsockname", call.getsockname(open(), address));
            return address;
        }
    }

    /** The inode by which sock_diag and {@code /proc/PID/fd} know the socket; 0 if not told. */
    public long inode() throws IOException {
        String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + open())).toString();
        return link.startsWith("socket:[")
                ? Long.parseLong(link.substring("socket:[".length(), link.length() - 1))
                : 0;
    }

    /**
     * Puts {@code other} into a message that nobody reads. Once {@code other} is closed here, its
     * socket lives on and no process has it: so looks a descriptor that was handed over and lost.
     */
    public void sendDescriptor(PlainSocket other) throws IOException {
        try (var call = new LabCall()) {
            LabCall.checked("sendmsg", call.sendDescriptor(open(), other.open()));
        }
    }

    private int open() throws IOException {
        if (closed.get()) {
            throw new IOException("this socket is closed");
        }
        return fd;
    }

    /** {@code close(2)}. Can be repeated. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (var call = new LabCall()) {
                call.closeDescriptor(fd);
            }
        }
    }
}
