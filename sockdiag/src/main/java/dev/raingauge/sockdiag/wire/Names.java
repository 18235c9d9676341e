package dev.raingauge.sockdiag.wire;

/** Other names for what a message tells of the world: the same for the same, each time. */
public interface Names {
    /** Replaces the 4 bytes of an IPv4 address, in network order. */
    void v4(byte[] data, int at);

    /** Replaces the 16 bytes of an IPv6 address. */
    void v6(byte[] data, int at);

    /** Another name for a UNIX socket: a path, or NUL and an abstract name. */
    byte[] unix(byte[] name);
}
