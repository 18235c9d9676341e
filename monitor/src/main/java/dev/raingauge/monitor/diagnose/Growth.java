package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.Counters;

/**
 * By how much the counters grew, between two readings, that have a share in listeners' own drops.
 * Unit: packets.
 *
 * @param overflows {@code ListenOverflows}
 * @param synQueue {@code TCPReqQFullDrop}
 * @param listenDrops {@code ListenDrops}, everything included
 * @param embryonic {@code EmbryonicRsts}: requests that were reset, by a scan or on overflow
 * @param deferred {@code TCPDeferAcceptDrop}: bare ACKs to a listener that waits for data
 */
record Growth(long overflows, long synQueue, long listenDrops, long embryonic, long deferred) {
    static Growth between(Counters before, Counters after) {
        return new Growth(
                of(before, after, "TcpExtListenOverflows"),
                of(before, after, "TcpExtTCPReqQFullDrop"),
                of(before, after, "TcpExtListenDrops"),
                of(before, after, "TcpExtEmbryonicRsts"),
                of(before, after, "TcpExtTCPDeferAcceptDrop"));
    }

    private static long of(Counters before, Counters after, String name) {
        return Math.max(0, after.get(name).orElse(0) - before.get(name).orElse(0));
    }

    /** What {@code ListenDrops} counts and no counter of its own does. */
    long other() {
        return Math.max(0, listenDrops - overflows - synQueue);
    }
}
