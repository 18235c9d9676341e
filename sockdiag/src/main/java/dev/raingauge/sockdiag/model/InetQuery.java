package dev.raingauge.sockdiag.model;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which sockets of an internet protocol to ask for, and what about them.
 *
 * @param states the wanted states
 * @param details what costs bytes and time in every record
 * @param sourcePort local port, compared by the kernel before anything else; empty: any
 * @param filter judged by the kernel; empty: everything
 */
public record InetQuery(
        InetProtocol protocol,
        Set<TcpState> states,
        Set<Detail> details,
        OptionalInt sourcePort,
        Optional<Filter> filter) {
    /** An extension that costs bytes and time in every record. */
    public enum Detail {
        /** {@code struct tcp_info}: about 280 bytes a socket. */
        INFO,
        /** {@code INET_DIAG_SKMEMINFO}: memory and drops, 40 bytes a socket. */
        MEMORY,
        /** Name of the congestion control. */
        CONGESTION_CONTROL,
        /** Type of service and traffic class. */
        TYPE_OF_SERVICE
    }

    public InetQuery {
        states = Set.copyOf(states);
        details = Set.copyOf(details);
    }

    /** Every socket of a protocol. */
    public static InetQuery all(InetProtocol protocol) {
        return new InetQuery(
                protocol,
                EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN)),
                Set.of(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /** The same question in these words. */
    public static InetQuery of(TcpQuery query) {
        EnumSet<Detail> details = EnumSet.noneOf(Detail.class);
        for (TcpQuery.Detail detail : query.details()) {
            details.add(
                    switch (detail) {
                        case INFO -> Detail.INFO;
                        case MEMORY -> Detail.MEMORY;
                    });
        }
        return new InetQuery(
                query.transport() == Transport.MPTCP ? InetProtocol.MPTCP : InetProtocol.TCP,
                query.states(),
                details,
                query.sourcePort(),
                query.filter());
    }

    public InetQuery in(Set<TcpState> wanted) {
        return new InetQuery(protocol, wanted, details, sourcePort, filter);
    }

    public InetQuery with(Set<Detail> wanted) {
        return new InetQuery(protocol, states, wanted, sourcePort, filter);
    }

    public InetQuery matching(Filter wanted) {
        return new InetQuery(protocol, states, details, sourcePort, Optional.of(wanted));
    }
}
