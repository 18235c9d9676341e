package dev.raingauge.sockdiag.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The functions of the C library that we need, for the thread that made this object.
 *
 * <p>All of them are called through one foreign shape, six 64-bit integers in and one out, because
 * each further shape costs start-up time. The calling conventions of x86-64, aarch64 and riscv64
 * allow it: an argument that a function does not have stays unread in its register, a smaller one
 * is read from the low bits, and of an {@code int} result only the low 32 bits are taken here. That
 * {@code open} is variadic in C makes no difference in them either.
 */
public final class Libc implements AutoCloseable {
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_SEQPACKET = 5;
    public static final int SOCK_NONBLOCK = 0x800;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOL_SOCKET = 1;
    public static final int CLONE_NEWNET = 0x40000000;

    private static final int O_CLOEXEC = 0x80000;

    private static final long ERRNO =
            Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));
    private static final MethodHandle CALL = link();

    private static final MemorySegment OPEN = symbol("open");
    private static final MemorySegment CLOSE = symbol("close");
    private static final MemorySegment SOCKET = symbol("socket");
    private static final MemorySegment SETSOCKOPT = symbol("setsockopt");
    private static final MemorySegment SEND = symbol("send");
    private static final MemorySegment RECV = symbol("recv");
    private static final MemorySegment SETNS = symbol("setns");

    /** Room for a path or a socket address. */
    private static final int SCRATCH_BYTES = 4352;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
    private final MemorySegment scratch = arena.allocate(SCRATCH_BYTES, 8);

    /** Opens a file for reading; the descriptor is not inherited by child processes. */
    public int open(Path file, String advice) throws SyscallException {
        int fd = (int) call(OPEN, text(file.toString()), O_CLOEXEC, 0);
        return checked("open " + file, fd, advice);
    }

    /** Closes a descriptor. Errors are of no use to anybody here and are dropped. */
    public void closeDescriptor(int fd) {
        long _ = call(CLOSE, fd, 0, 0);
    }

    /** A new socket, not inherited by child processes. */
    public int socket(int domain, int type, int protocol, String advice) throws SyscallException {
        int fd = (int) call(SOCKET, domain, type | SOCK_CLOEXEC, protocol);
        return checked("socket " + domain + " " + type + " " + protocol, fd, advice);
    }

    /** Sets a socket option that is an {@code int}. */
    public void setOption(int fd, int level, int name, int value) throws SyscallException {
        scratch.set(ValueLayout.JAVA_INT, 0, value);
        setOption(fd, level, name, scratch, Integer.BYTES);
    }

    /** Sets a socket option that is a {@code struct timeval}. */
    public void setTimeOption(int fd, int level, int name, long millis) throws SyscallException {
        scratch.set(ValueLayout.JAVA_LONG, 0, millis / 1000);
        scratch.set(ValueLayout.JAVA_LONG, 8, millis % 1000 * 1000);
        setOption(fd, level, name, scratch, 16);
    }

    private void setOption(int fd, int level, int name, MemorySegment value, int bytes)
            throws SyscallException {
        long done = call(SETSOCKOPT, fd, level, name, value.address(), bytes, 0);
        int _ = checked("setsockopt " + level + " " + name, (int) done, "");
    }

    /** Sends the first bytes of a segment of this thread; tried again where a signal interrupts. */
    public long send(int fd, MemorySegment bytes, long length) throws SyscallException {
        return transfer(SEND, "send", fd, bytes, length, 0);
    }

    /**
     * Receives into a segment of this thread; tried again where a signal interrupts. With {@code
     * MSG_TRUNC} the result is the datagram's true length, also where it did not fit.
     */
    public long receive(int fd, MemorySegment into, int flags) throws SyscallException {
        return transfer(RECV, "recv", fd, into, into.byteSize(), flags);
    }

    private long transfer(
            MemorySegment function, String name, int fd, MemorySegment bytes, long n, int flags)
            throws SyscallException {
        while (true) {
            long done = call(function, fd, bytes.address(), n, flags, 0, 0);
            if (done >= 0) {
                return done;
            }
            if (errno() != Errno.EINTR) {
                throw new SyscallException(name, errno(), "");
            }
        }
    }

    /** Moves this thread into the namespace of a descriptor. */
    public void setns(int fd, int kind, String what, String advice) throws SyscallException {
        int _ = checked("setns " + what, (int) call(SETNS, fd, kind, 0), advice);
    }

    /** Memory that belongs to this thread and lives until this object is closed. */
    public MemorySegment allocate(long bytes) {
        return arena.allocate(bytes, 8);
    }

    /** The address of a text that ends with NUL; valid until the next call that takes one. */
    long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= SCRATCH_BYTES || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no path: " + bytes.length + " bytes, or with NUL");
        }
        MemorySegment.copy(bytes, 0, scratch, ValueLayout.JAVA_BYTE, 0, bytes.length);
        scratch.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
        return scratch.address();
    }

    /** The result if it is not negative; the error of the last call otherwise. */
    int checked(String operation, int result, String advice) throws SyscallException {
        if (result < 0) {
            throw new SyscallException(operation, errno(), advice);
        }
        return result;
    }

    /** The error number of the last call of this object that failed. */
    int errno() {
        return state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    long call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable checked) {
            throw new AssertionError("a foreign call has no checked exceptions", checked);
        }
    }

    /** The address of a function of the C library. */
    static MemorySegment symbol(String name) {
        return Linker.nativeLinker().defaultLookup().findOrThrow(name);
    }

    @SuppressWarnings("restricted") // the one place where this code base leaves Java
    private static MethodHandle link() {
        var six = new ValueLayout[6];
        Arrays.fill(six, ValueLayout.JAVA_LONG);
        return Linker.nativeLinker()
                .downcallHandle(
                        FunctionDescriptor.of(ValueLayout.JAVA_LONG, six),
                        Linker.Option.captureCallState("errno"));
    }

    @Override
    public void close() {
        arena.close();
    }
}
