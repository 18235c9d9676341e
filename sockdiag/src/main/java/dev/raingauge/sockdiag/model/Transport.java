package dev.raingauge.sockdiag.model;

import java.util.Locale;

/** What carries the connections of a listener; the label is the one in JSON and metrics. */
public enum Transport {
    TCP,
    /** Multipath TCP: the listener's subflow queue is the one that counts. */
    MPTCP,
    /** UNIX stream socket, {@code SOCK_STREAM}. */
    UNIX,
    /** UNIX socket that keeps message boundaries, {@code SOCK_SEQPACKET}. */
    UNIX_SEQPACKET;

    /** {@code tcp}, {@code mptcp}, {@code unix}, {@code unix_seqpacket}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isUnix() {
        return this == UNIX || this == UNIX_SEQPACKET;
    }
}
