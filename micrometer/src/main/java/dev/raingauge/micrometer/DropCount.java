package dev.raingauge.micrometer;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the sockets of one address have dropped together. It goes on when a listener is closed and
 * opened again, and over the end of the kernel's 32 bits ({@code sk_drops}).
 */
final class DropCount {
    private static final long WRAP = 0xffff_ffffL;

    private final Map<Long, Long> lastByInode = new HashMap<>();
    private long total;

    /** Adds what a socket has counted since it was last seen. Unit: packets. */
    void add(long inode, OptionalLong drops) {
        if (drops.isPresent()) {
            long last = lastByInode.getOrDefault(inode, 0L);
            total += (drops.getAsLong() - last) & WRAP;
            lastByInode.put(inode, drops.getAsLong());
        }
    }

    /** Forgets the sockets that are gone, and keeps what they counted. */
    void keepOnly(Iterable<Long> inodes) {
        var kept = new HashMap<Long, Long>();
        for (long inode : inodes) {
            Long last = lastByInode.get(inode);
            if (last != null) {
                kept.put(inode, last);
            }
        }
        lastByInode.clear();
        lastByInode.putAll(kept);
    }

    /** Empty while no socket told. */
    OptionalLong total() {
        return lastByInode.isEmpty() && total == 0 ? OptionalLong.empty() : OptionalLong.of(total);
    }
}
