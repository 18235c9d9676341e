package dev.raingauge.monitor.diagnose;

import java.util.OptionalLong;

/**
 * A process that owns sockets.
 *
 * @param pid its number
 * @param name {@code /proc/PID/comm}
 * @param openDescriptors descriptors it has open; empty where they could not be counted
 * @param softLimit its soft RLIMIT_NOFILE; empty where unlimited or unreadable
 * @param stopped whether it is stopped (state T in {@code /proc/PID/stat})
 * @param unknownSockets its socket descriptors that no dump knows: neither bound nor connected;
 *     empty where not looked at
 */
public record ProcessFacts(
        int pid,
        String name,
        OptionalLong openDescriptors,
        OptionalLong softLimit,
        boolean stopped,
        OptionalLong unknownSockets) {
    /** Whether the next {@code accept(2)} would fail with EMFILE. */
    public boolean outOfDescriptors() {
        return openDescriptors.isPresent()
                && softLimit.isPresent()
                && openDescriptors.getAsLong() >= softLimit.getAsLong();
    }
}
