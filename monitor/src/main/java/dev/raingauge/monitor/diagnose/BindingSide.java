package dev.raingauge.monitor.diagnose;

import java.util.OptionalLong;

/**
 * Which side bounds an accept queue: the kernel grants {@code min(listen(backlog), somaxconn)} when
 * listen() is called.
 */
public enum BindingSide {
    /** The limit is below somaxconn: the application asked for no more. */
    APPLICATION,
    /**
     * The limit is somaxconn; the application asked for that or for more, which cannot be told
     * apart.
     */
    SOMAXCONN,
    /** The limit is above somaxconn: the setting was lowered after listen(). */
    SOMAXCONN_LOWERED,
    /** The limit or the setting is unknown. */
    UNKNOWN;

    /**
     * Compares the two.
     *
     * @param limit of one listening socket
     * @param somaxconn of its namespace
     */
    public static BindingSide of(OptionalLong limit, OptionalLong somaxconn) {
        if (limit.isEmpty() || somaxconn.isEmpty()) {
            return UNKNOWN;
        }
        int order = Long.compare(limit.getAsLong(), somaxconn.getAsLong());
        return order < 0 ? APPLICATION : order == 0 ? SOMAXCONN : SOMAXCONN_LOWERED;
    }
}
