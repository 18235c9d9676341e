package dev.raingauge.monitor.fleet;

import java.util.Set;

/**
 * What a trouble is about.
 *
 * @param namespace the name of the network namespace
 * @param address empty: the namespace as a whole
 * @param listener whether the address is a listener's; else it is a datagram socket or a remote one
 */
public record Place(FleetHost host, String namespace, String address, boolean listener) {
    /** Findings whose address is no TCP or UNIX stream listener's. */
    private static final Set<String> NOT_ABOUT_LISTENERS =
            Set.of(
                    "udp-receive-drops",
                    "unix-datagram-queue",
                    "not-reading",
                    "peer-not-reading",
                    "connect-stalled",
                    "ephemeral-ports",
                    "socket-leak");

    static boolean isAboutListener(String rule) {
        return !NOT_ABOUT_LISTENERS.contains(rule);
    }

    /** The namespace that it is in. */
    Place whole() {
        return new Place(host, namespace, "", true);
    }
}
