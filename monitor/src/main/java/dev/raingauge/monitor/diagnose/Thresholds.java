package dev.raingauge.monitor.diagnose;

import java.time.Duration;

/**
 * Where rules draw their lines. The kernel knows none of these: they are our proposals.
 *
 * @param criticalFull a queue that is full for so long is no passing burst
 * @param criticalSeconds overflows in so many seconds in a row are none either
 * @param stalledLooks nothing accepted in so many looks in a row
 * @param stalledFor and over at least this time
 * @param stalledTimes and, where accepts do come, over so many times the longest pause between them
 * @param slowMedian a median wait that clients notice
 * @param mostly somebody waits in more than this part of the samples
 * @param burstWait nobody waits as long as this in a burst
 * @param imbalance a full member of a REUSEPORT group beside others at most this full
 * @param capped this part of a limit is nearly all
 * @param floodCookies so many SYN cookies are no accident
 * @param floodReturn in a flood, less than this part of them comes back
 * @param clientsReturn from clients, at least this part
 * @param scanPackets so many requests taken back are a scan
 * @param deferredPile so many half-open requests are a pile
 * @param closeWait so many connections in CLOSE_WAIT of one process
 * @param portsWarning part of the local ports toward one destination
 * @param portsCritical part of them with which the next connect may fail
 * @param unreadBytes so many unread bytes are not just on their way
 * @param retransmits so many retransmissions of one segment are the network, not chance
 * @param datagramLooks a UNIX datagram socket full in so many looks
 * @param orphansWarning part of tcp_max_orphans
 * @param orphansCritical part of it; the kernel may charge an orphan double or fourfold
 * @param leakedSockets growth of a process's sockets that no list shows
 */
public record Thresholds(
        Duration criticalFull,
        int criticalSeconds,
        int stalledLooks,
        Duration stalledFor,
        int stalledTimes,
        Duration slowMedian,
        double mostly,
        Duration burstWait,
        double imbalance,
        double capped,
        long floodCookies,
        double floodReturn,
        double clientsReturn,
        long scanPackets,
        long deferredPile,
        long closeWait,
        double portsWarning,
        double portsCritical,
        long unreadBytes,
        int retransmits,
        int datagramLooks,
        double orphansWarning,
        double orphansCritical,
        long leakedSockets) {
    public static final Thresholds DEFAULT =
            new Thresholds(
                    Duration.ofSeconds(10),
                    3,
                    3,
                    Duration.ofSeconds(2),
                    3,
                    Duration.ofMillis(100),
                    0.5,
                    Duration.ofSeconds(1),
                    0.25,
                    0.75,
                    50,
                    0.1,
                    0.5,
                    10,
                    10,
                    100,
                    0.8,
                    0.95,
                    16 * 1024,
                    2,
                    2,
                    0.25,
                    0.5,
                    20);
}
