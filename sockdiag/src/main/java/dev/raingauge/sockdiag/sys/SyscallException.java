package dev.raingauge.sockdiag.sys;

import java.io.IOException;

/** A system call failed: which one, on what, with which error number, and what would help. */
public final class SyscallException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int errno;
    private final String operation;
    private final String advice;

    /**
     * @param operation the call and its object: {@code "setns /run/netns/blue"}
     * @param errno the error number; 0 where the call itself succeeded
     * @param advice what would help; may be empty
     */
    public SyscallException(String operation, int errno, String advice) {
        super(
                operation
                        + (errno == 0 ? "" : ": " + Errno.words(errno))
                        + (advice.isEmpty() ? "" : "; " + advice));
        this.errno = errno;
        this.operation = operation;
        this.advice = advice;
    }

    /** The error number ({@link Errno}); 0 where the call itself succeeded. */
    public int errno() {
        return errno;
    }

    /** The call and its object. */
    public String operation() {
        return operation;
    }

    /** What would help; may be empty. */
    public String advice() {
        return advice;
    }
}
