package dev.raingauge.sockdiag.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which UNIX sockets to ask for, and what about them.
 *
 * @param states the wanted states; UNIX sockets know ESTABLISHED, LISTEN, CLOSE and SYN_SENT
 * @param memory whether to ask for {@code UNIX_DIAG_MEMINFO}
 */
public record UnixQuery(Set<TcpState> states, boolean memory) {
    public UnixQuery {
        states = Set.copyOf(states);
    }

    /** Every socket. */
    public static UnixQuery all() {
        return new UnixQuery(EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN)), false);
    }
}
