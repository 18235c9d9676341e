package dev.raingauge.sockdiag.model;

import java.util.Locale;

/** The protocols whose sockets {@code inet_diag} tells about ({@code net/ipv4/inet_diag.c}). */
public enum InetProtocol {
    TCP,
    /** Multipath TCP ({@code net/mptcp/mptcp_diag.c}, Linux 5.9). */
    MPTCP,
    /** Unconnected sockets are in {@link TcpState#CLOSE}, connected ones ESTABLISHED. */
    UDP,
    /** UDP with partial checksums; gone since Linux 7.1. States as UDP's. */
    UDPLITE,
    /** Raw IP: the local port is the protocol's number ({@code net/ipv4/raw_diag.c}). */
    RAW,
    /** {@code net/sctp/diag.c}; a module that few hosts load. */
    SCTP;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** {@code tcp}, {@code udplite}. */
    public String label() {
        return label;
    }

    /** Whether a state is more than connected or not. */
    public boolean hasConnections() {
        return this == TCP || this == MPTCP || this == SCTP;
    }
}
