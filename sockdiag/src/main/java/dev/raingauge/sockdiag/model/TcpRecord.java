package dev.raingauge.sockdiag.model;

/** One TCP or MPTCP socket of a walk, as a window that moves. */
public interface TcpRecord extends InetRecord {
    /**
     * Received and not yet read; only on a socket that is neither listening nor half-open nor in
     * TIME_WAIT, elsewhere 0. Unit: bytes.
     */
    long unreadBytes();

    /** Written and not yet acknowledged, under the same condition. Unit: bytes. */
    long unacknowledgedBytes();

    /**
     * The socket as a value, which may be kept.
     *
     * @throws java.io.UncheckedIOException if the kernel's answer cannot be read; a visitor lets it
     *     pass, the walk ends with its cause
     */
    TcpSocket toSocket();
}
