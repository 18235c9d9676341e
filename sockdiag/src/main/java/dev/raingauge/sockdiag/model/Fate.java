package dev.raingauge.sockdiag.model;

/** What became of a socket that was to be closed ({@code SOCK_DESTROY}). */
public enum Fate {
    /** The kernel closed it: its process gets ECONNABORTED, a TCP peer a reset. */
    CLOSED,
    /** It had gone before. */
    GONE,
    /**
     * It is still there, but the kernel finds another one at its address: a member of a
     * SO_REUSEPORT group.
     */
    NOT_FOUND,
    /** CAP_NET_ADMIN in the user namespace of its network namespace is missing. */
    NOT_PERMITTED,
    /** This kernel was built without CONFIG_INET_DIAG_DESTROY, or not for this protocol. */
    NOT_SUPPORTED
}
