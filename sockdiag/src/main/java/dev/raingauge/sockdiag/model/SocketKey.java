package dev.raingauge.sockdiag.model;

/**
 * What the kernel needs to find one TCP or UDP socket again: its addresses, and its cookie, so that
 * never another one is met in its place.
 *
 * @param v6 whether its family is IPv6, also where its addresses are mapped ones
 * @param interfaceIndex the interface that it is bound to; 0: none
 */
public record SocketKey(
        InetProtocol protocol,
        boolean v6,
        long localHigh,
        long localLow,
        int localPort,
        long remoteHigh,
        long remoteLow,
        int remotePort,
        int interfaceIndex,
        long cookie) {
    public static SocketKey of(InetRecord socket) {
        return new SocketKey(
                socket.protocol(),
                socket.isV6(),
                socket.localHigh(),
                socket.localLow(),
                socket.localPort(),
                socket.remoteHigh(),
                socket.remoteLow(),
                socket.remotePort(),
                socket.interfaceIndex(),
                socket.cookie());
    }

    /** The same socket, looked for as if this port had sent it something. */
    public SocketKey fromPort(int port) {
        return new SocketKey(
                protocol,
                v6,
                localHigh,
                localLow,
                localPort,
                remoteHigh,
                remoteLow,
                port,
                interfaceIndex,
                cookie);
    }
}
