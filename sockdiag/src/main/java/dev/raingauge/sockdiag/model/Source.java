package dev.raingauge.sockdiag.model;

import java.util.Locale;

/** Where the figures about sockets come from. */
public enum Source {
    /** sock_diag: everything. */
    NETLINK,
    /** /proc/net/tcp, tcp6 and unix: no limits, no drops, no cookies. */
    PROCFS;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
