package dev.raingauge.sockdiag.model;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A question about TCP sockets. What is not asked for is not copied out of the kernel; any state
 * but LISTEN costs a walk of the whole host's hash table.
 *
 * @param transport TCP or MPTCP
 * @param states the wanted states
 * @param details what comes with each socket beyond the fixed record
 * @param sourcePort a local port that the kernel compares before anything else; empty: any
 * @param filter judged by the kernel; empty: everything
 */
public record TcpQuery(
        Transport transport,
        Set<TcpState> states,
        Set<Detail> details,
        OptionalInt sourcePort,
        Optional<Filter> filter) {
    /** An extension that costs bytes and time in every record. */
    public enum Detail {
        /** {@code struct tcp_info}: about 280 bytes a socket. */
        INFO,
        /** {@code INET_DIAG_SKMEMINFO}: memory and drops, 40 bytes a socket. */
        MEMORY
    }

    public TcpQuery {
        if (transport.isUnix()) {
            throw new IllegalArgumentException(
                    "a UNIX socket is not asked for with a TCP question");
        }
        states = Set.copyOf(states);
        details = Set.copyOf(details);
    }

    public static TcpQuery of(TcpState first, TcpState... more) {
        return new TcpQuery(
                Transport.TCP,
                EnumSet.of(first, more),
                Set.of(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** Every state. */
    public static TcpQuery all() {
        return except();
    }

    /** Every state but these. */
    public static TcpQuery except(TcpState... unwanted) {
        EnumSet<TcpState> states = EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN));
        for (TcpState state : unwanted) {
            states.remove(state);
        }
        return new TcpQuery(Transport.TCP, states, Set.of(), OptionalInt.empty(), Optional.empty());
    }

    public TcpQuery with(Detail detail) {
        EnumSet<Detail> more = EnumSet.of(detail);
        more.addAll(details);
        return new TcpQuery(transport, states, more, sourcePort, filter);
    }

    public TcpQuery over(Transport other) {
        return new TcpQuery(other, states, details, sourcePort, filter);
    }

    public TcpQuery atSourcePort(int port) {
        return new TcpQuery(transport, states, details, OptionalInt.of(port), filter);
    }

    public TcpQuery matching(Filter wanted) {
        return new TcpQuery(transport, states, details, sourcePort, Optional.of(wanted));
    }
}
