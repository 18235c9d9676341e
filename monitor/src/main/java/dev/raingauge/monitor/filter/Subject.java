package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a filter may ask of a socket. Whatever the source does not tell is empty, which is neither a
 * yes nor a no.
 */
public interface Subject {
    Family family();

    /** An IP address; that of an IPv4 client of a dual-stack socket is a mapped one. */
    default Optional<IpAddress> address(Filter.End end) {
        return Optional.empty();
    }

    /**
     * The port; 0 where there is none, as at the far end of a listener. What ss shows in its place:
     * the inode of a UNIX socket and of its peer, the port id of a netlink socket, the interface of
     * a packet socket.
     */
    default OptionalLong port(Filter.End end) {
        return OptionalLong.empty();
    }

    /** The path or {@code @name} of a UNIX socket; the empty text where it has no name. */
    default Optional<String> name(Filter.End end) {
        return Optional.empty();
    }

    /** The netlink protocol, the vsock CID, or the Ethernet protocol of a packet socket. */
    default OptionalLong number(Filter.End end) {
        return OptionalLong.empty();
    }

    /** Index of the interface that the socket is bound to; 0: none. */
    default OptionalInt interfaceIndex() {
        return OptionalInt.empty();
    }

    /** {@code SO_MARK}, 32 bits unsigned. */
    default OptionalLong mark() {
        return OptionalLong.empty();
    }

    /** The inode of the socket's cgroup-v2 directory. */
    default OptionalLong cgroupId() {
        return OptionalLong.empty();
    }

    /** Whether the kernel, not bind(2), chose the local port. */
    default Optional<Boolean> autoBound() {
        return Optional.empty();
    }
}
