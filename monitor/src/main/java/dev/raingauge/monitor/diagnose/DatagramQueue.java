package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.UnixName;

/**
 * A UNIX datagram socket at one look.
 *
 * @param name the name it is bound to
 * @param inode its inode
 * @param full whether the next datagram would have to wait
 */
public record DatagramQueue(UnixName name, long inode, boolean full) {}
