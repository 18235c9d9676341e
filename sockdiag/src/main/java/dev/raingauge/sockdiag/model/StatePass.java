package dev.raingauge.sockdiag.model;

import java.util.Map;

/**
 * The middle look at a namespace: one walk of the hash table that copies out neither established
 * nor TIME_WAIT sockets.
 *
 * @param states sockets by state, all states but ESTABLISHED and TIME_WAIT; a state without sockets
 *     is there with 0
 * @param finWait2Remains how many of those in FIN_WAIT2 are timewait minisockets: the {@code tw} of
 *     /proc/net/sockstat counts them too, so TIME_WAIT is {@code tw} less these
 * @param halfOpen requests in SYN_RECV by the listener they came to; a listener without any is not
 *     in it
 * @param closeWait accepted connections in CLOSE_WAIT by listener
 * @param gaveUp connections in CLOSE_WAIT that were never accepted, by listener: their clients have
 *     closed while queued
 * @param consistent false if the kernel reported an interrupted dump in every try
 */
public record StatePass(
        Map<TcpState, Long> states,
        long finWait2Remains,
        Map<ListenerAddress, Long> halfOpen,
        Map<ListenerAddress, Long> closeWait,
        Map<ListenerAddress, Long> gaveUp,
        boolean consistent) {
    public StatePass {
        states = Map.copyOf(states);
        halfOpen = Map.copyOf(halfOpen);
        closeWait = Map.copyOf(closeWait);
        gaveUp = Map.copyOf(gaveUp);
    }
}
