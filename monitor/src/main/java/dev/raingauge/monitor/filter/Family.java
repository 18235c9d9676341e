package dev.raingauge.monitor.filter;

import java.util.Locale;
import java.util.Optional;

/** The family of a socket, as {@code ss -f} names it and as a prefix of an address does. */
public enum Family {
    INET,
    INET6,
    UNIX,
    /** Packet sockets. */
    LINK,
    NETLINK,
    VSOCK;

    /** {@code inet}, {@code inet6}, {@code unix}, ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its sockets have IP addresses and are asked for with bytecode. */
    public boolean isInternet() {
        return this == INET || this == INET6;
    }

    /** The family of a label; upper case is none, as for ss. */
    public static Optional<Family> labelled(String label) {
        for (Family family : values()) {
            if (family.label().equals(label)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
