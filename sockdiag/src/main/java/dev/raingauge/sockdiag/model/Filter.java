package dev.raingauge.sockdiag.model;

import java.util.List;

/**
 * Which TCP sockets are wanted, in terms that the kernel can judge itself before it copies anything
 * ({@code inet_diag_bc_sk} in {@code net/ipv4/inet_diag.c}).
 */
public sealed interface Filter {
    /** Every part holds; no parts: everything. */
    record And(List<Filter> parts) implements Filter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one part holds; no parts: nothing. */
    record Or(List<Filter> parts) implements Filter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Filter part) implements Filter {}

    /** Local or remote port between two bounds, both included. */
    record Port(End end, int low, int high) implements Filter {
        public Port {
            if (low < 0 || high > 65_535 || low > high) {
                throw new IllegalArgumentException("no ports between " + low + " and " + high);
            }
        }
    }

    /**
     * Local or remote address within a prefix. As in the kernel, an IPv4 prefix also matches {@code
     * ::ffff:a.b.c.d}.
     *
     * @param bits leading bits that must be equal: 0 to 32 for IPv4, 0 to 128 for IPv6
     */
    record Address(End end, IpAddress prefix, int bits) implements Filter {
        public Address {
            int most = prefix.version() == IpAddress.Version.V4 ? 32 : 128;
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException(
                        "a prefix of " + bits + " bits; " + most + " is the most");
            }
        }
    }

    /** Bound to the interface of this index. */
    record Interface(int index) implements Filter {}

    /** {@code SO_MARK} under a mask; the kernel lets only CAP_NET_ADMIN ask. */
    record Mark(int value, int mask) implements Filter {}

    /** In the cgroup-v2 directory of this inode (kernel 5.8 and later). */
    record Cgroup(long id) implements Filter {}

    /**
     * Local port not fixed by bind(2): the kernel chose it, or the connection was accepted, which
     * does not inherit its listener's lock ({@code SOCK_BINDPORT_LOCK}).
     */
    record AutoBound() implements Filter {}

    /** Which end of the connection. */
    enum End {
        LOCAL,
        REMOTE
    }
}
