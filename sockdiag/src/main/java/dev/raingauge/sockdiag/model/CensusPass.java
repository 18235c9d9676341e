package dev.raingauge.sockdiag.model;

import java.util.Map;

/**
 * The dearest look at a namespace: every TCP socket seen once, counted and forgotten.
 *
 * @param states sockets by state, all eleven; a state without sockets is there with 0
 * @param listeners what became of each listener's connections; every listener that was asked about
 *     is in it
 * @param sockets how many sockets were seen
 * @param consistent false if the kernel reported an interrupted dump in every try
 */
public record CensusPass(
        Map<TcpState, Long> states,
        Map<ListenerAddress, ListenerCounts> listeners,
        long sockets,
        boolean consistent) {
    public CensusPass {
        states = Map.copyOf(states);
        listeners = Map.copyOf(listeners);
    }
}
