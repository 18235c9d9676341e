package dev.raingauge.sockdiag.model;

/**
 * The words of {@code INET_DIAG_SKMEMINFO}, in the kernel's order ({@code sk_get_meminfo} in {@code
 * net/core/sock.c}). All are bytes, but the drops are packets.
 */
public enum MemoryFigure {
    /** Taken by what was received and not read, overhead included. */
    RECEIVE_USED,
    /** {@code SO_RCVBUF}. */
    RECEIVE_LIMIT,
    /** Taken by what lies with the network device. */
    SEND_USED,
    /** {@code SO_SNDBUF}. */
    SEND_LIMIT,
    /** Set aside for this socket and not in use. */
    FORWARD,
    /** Taken by what was written and not acknowledged, overhead included. */
    SEND_QUEUED,
    /** Taken by options and filters. */
    OPTIONS,
    /** Waits while a process holds the socket ({@code sk_backlog}); not the accept queue. */
    BACKLOG,
    /** Packets that the socket dropped (Linux 4.7). */
    DROPS
}
