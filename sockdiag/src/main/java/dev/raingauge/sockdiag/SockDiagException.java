package dev.raingauge.sockdiag;

import java.io.IOException;

/**
 * The kernel refused a question about sockets, or answered what cannot be understood; the message
 * says what to do.
 */
public final class SockDiagException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int errno;

    /**
     * @param message what failed, why, and what would help
     * @param errno the error number of the system call; 0 where none failed
     */
    public SockDiagException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    public SockDiagException(String message, int errno, Throwable cause) {
        super(message, cause);
        this.errno = errno;
    }

    /** The error number of the system call ({@code man 3 errno}); 0 where none failed. */
    public int errno() {
        return errno;
    }

    /** Whether this kernel, or /proc, does not tell about what was asked for. */
    public boolean isNotOffered() {
        return TcpWalks.isMissing(errno);
    }
}
