package dev.raingauge.sockdiag.model;

/** What the other side of a connection did once it stood. */
public enum PeerAct {
    /** Nothing. */
    QUIET,
    /** It sent data. */
    SPOKE,
    /** It closed the connection (FIN). */
    CLOSED,
    /** It reset the connection (RST). */
    RESET
}
