package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.UnixName;

/**
 * A UNIX datagram socket over several looks.
 *
 * @param name the name it is bound to
 * @param inode its inode
 * @param looks how often it was looked at
 * @param fullLooks in how many of them it was full
 * @param lastFull whether it was full in the last one
 */
public record DatagramTrack(UnixName name, long inode, int looks, int fullLooks, boolean lastFull) {
    static DatagramTrack first(DatagramQueue seen) {
        return new DatagramTrack(seen.name(), seen.inode(), 0, 0, false).then(seen);
    }

    DatagramTrack then(DatagramQueue seen) {
        return new DatagramTrack(
                name, inode, looks + 1, fullLooks + (seen.full() ? 1 : 0), seen.full());
    }
}
