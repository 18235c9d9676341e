package dev.raingauge.sockdiag.model;

import java.util.Map;
import java.util.Optional;

/**
 * The dearest look at a namespace: every TCP socket seen once, counted and forgotten.
 *
 * @param states sockets by state, all eleven; a state without sockets is there with 0
 * @param listeners what became of each listener's connections; every listener that was asked about
 *     is in it
 * @param sockets how many sockets were seen
 * @param bytes what all connections hold in their queues, listeners left out: there the same fields
 *     count connections; empty where not added up
 * @param consistent false if the kernel reported an interrupted dump in every try
 */
public record CensusPass(
        Map<TcpState, Long> states,
        Map<ListenerAddress, ListenerCounts> listeners,
        long sockets,
        Optional<ByteQueues> bytes,
        boolean consistent) {
    public CensusPass {
        states = Map.copyOf(states);
        listeners = Map.copyOf(listeners);
    }

    /** A census that did not add up the bytes. */
    public CensusPass(
            Map<TcpState, Long> states,
            Map<ListenerAddress, ListenerCounts> listeners,
            long sockets,
            boolean consistent) {
        this(states, listeners, sockets, Optional.empty(), consistent);
    }
}
