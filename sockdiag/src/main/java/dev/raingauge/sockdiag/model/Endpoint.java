package dev.raingauge.sockdiag.model;

import java.util.Comparator;

/**
 * One end of a connection: an address and a port.
 *
 * @param address the IP address
 * @param port 0 to 65535, 0 where none is bound
 */
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {
    private static final Comparator<Endpoint> ORDER =
            Comparator.comparingInt(Endpoint::port).thenComparing(Endpoint::address);

    public Endpoint {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /** By port, then by address. */
    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    /** {@code 127.0.0.1:80} or {@code [::1]:80}. */
    @Override
    public String toString() {
        return address.version() == IpAddress.Version.V4
                ? address + ":" + port
                : "[" + address + "]:" + port;
    }
}
