package dev.raingauge.monitor.analyse;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Which side set the limit of an accept queue: the kernel takes the smaller of the application's
 * backlog and {@code net.core.somaxconn} when listen(2) is called ({@code __sys_listen} in {@code
 * net/socket.c}).
 */
public enum BoundBy {
    /** The application asked for less than the setting allows. */
    APPLICATION,
    /** The limit is just the setting: the application asked for as much or for more. */
    SOMAXCONN,
    /** The limit is above the setting, which was lowered after the application had listened. */
    EARLIER_SOMAXCONN,
    /** The limit or the setting cannot be seen. */
    UNKNOWN;

    public static BoundBy of(OptionalLong limit, OptionalLong somaxconn) {
        if (limit.isEmpty() || somaxconn.isEmpty()) {
            return UNKNOWN;
        }
        int order = Long.compare(limit.getAsLong(), somaxconn.getAsLong());
        return order < 0 ? APPLICATION : order == 0 ? SOMAXCONN : EARLIER_SOMAXCONN;
    }

    /** As JSON writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
