package dev.raingauge.sockdiag.model;

/**
 * One socket of an internet protocol in a walk. It is a window that moves: valid until the visitor
 * returns, and the same object for every socket, so that a million of them cost no memory.
 */
public interface InetRecord {
    InetProtocol protocol();

    /** Protocols without connections know ESTABLISHED (connected) and CLOSE (not). */
    TcpState state();

    /**
     * Whether this is what is left of a closed connection ({@code struct inet_timewait_sock}, timer
     * 3): every TIME_WAIT, and a FIN_WAIT2 that was shrunk to one.
     */
    boolean isTimeWaitRemains();

    /**
     * Whether the socket's family is IPv6; IPv4 clients of a dual-stack listener are IPv6 with
     * mapped addresses.
     */
    boolean isV6();

    int localPort();

    int remotePort();

    /** First half of the local IPv6 address in network order; 0 for IPv4. */
    long localHigh();

    /** Second half of the local IPv6 address, or the IPv4 address in the low 32 bits. */
    long localLow();

    /** As {@link #localHigh}, of the peer. */
    long remoteHigh();

    /** As {@link #localLow}, of the peer. */
    long remoteLow();

    /** Index of the interface that the socket is bound to; 0: none. */
    int interfaceIndex();

    /** 0 where no process holds it. */
    long inode();

    /** The kernel's 64-bit name of the socket; 0 from /proc. */
    long cookie();

    /** The user that made the socket; 0 also where no process has it. */
    long uid();

    /**
     * As the kernel counts it in this state: connections that wait on a listener, else bytes that
     * were received and not read.
     */
    long receiveQueue();

    /**
     * As the kernel counts it in this state: the limit of a listener's queue, which /proc does not
     * show ({@link #knowsLimit}), else bytes that were written and not acknowledged.
     */
    long sendQueue();

    /** Whether a listener's limit is known. */
    boolean knowsLimit();

    SocketTimer timer();

    /**
     * The rest of what is known, a window as this object.
     *
     * @throws java.io.UncheckedIOException if the kernel's answer cannot be read; a visitor lets it
     *     pass, the walk ends with its cause
     */
    InetDetails details();
}
