package dev.raingauge.sockdiag.model;

/** How an attempt to connect ended: what connect(2) says, by the names of what it means. */
public enum ConnectResult {
    CONNECTED(0, ""),
    /** A RST came back, or an ICMP "port unreachable"; for a UNIX socket: nobody listens. */
    REFUSED(111, "ECONNREFUSED"),
    RESET(104, "ECONNRESET"),
    /** No answer, until the kernel or the caller gave up. */
    TIMED_OUT(110, "ETIMEDOUT"),
    NETWORK_UNREACHABLE(101, "ENETUNREACH"),
    HOST_UNREACHABLE(113, "EHOSTUNREACH"),
    NETWORK_DOWN(100, "ENETDOWN"),
    /** A UNIX listener whose accept queue is full. */
    QUEUE_FULL(11, "EAGAIN"),
    NO_SUCH_SOCKET(2, "ENOENT"),
    PERMISSION_DENIED(13, "EACCES"),
    FORBIDDEN(1, "EPERM"),
    /** A UNIX socket of another type than the one that connects. */
    WRONG_TYPE(91, "EPROTOTYPE"),
    /** Every local port to this destination is taken. */
    NO_LOCAL_PORT(99, "EADDRNOTAVAIL"),
    ADDRESS_IN_USE(98, "EADDRINUSE"),
    /** IPv6 is switched off, for instance. */
    NO_SUCH_FAMILY(97, "EAFNOSUPPORT"),
    /** A blackhole route, for instance. */
    INVALID(22, "EINVAL"),
    OTHER(-1, "");

    private final int errno;
    private final String errnoName;

    ConnectResult(int errno, String errnoName) {
        this.errno = errno;
        this.errnoName = errnoName;
    }

    /** The kernel's name of the error; empty for success and for {@link #OTHER}. */
    public String errnoName() {
        return errnoName;
    }

    public static ConnectResult ofErrno(int errno) {
        for (ConnectResult result : values()) {
            if (result.errno == errno) {
                return result;
            }
        }
        return OTHER;
    }
}
