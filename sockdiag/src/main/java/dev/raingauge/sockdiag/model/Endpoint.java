package dev.raingauge.sockdiag.model;

import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: an address and a port.
 *
 * @param address the IP address
 * @param port 0 to 65535, 0 where none is bound
 */
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {
    public Endpoint {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /** By port, then by address. */
    @Override
    public int compareTo(Endpoint other) {
        int byPort = Integer.compare(port, other.port);
        return byPort != 0 ? byPort : address.compareTo(other.address);
    }

    // Written out, as in IpAddress: it is a key of maps.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Endpoint(IpAddress otherAddress, int otherPort)
                && port == otherPort
                && address.equals(otherAddress);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + port;
    }

    /** {@code 127.0.0.1:80} or {@code [::1]:80}. */
    @Override
    public String toString() {
        return address.version() == IpAddress.Version.V4
                ? address + ":" + port
                : "[" + address + "]:" + port;
    }
}
