package dev.raingauge.sockdiag.model;

import java.util.OptionalLong;

/**
 * What names a socket and says whose it is.
 *
 * @param cookie the kernel's 64-bit name of the socket, never used twice while the host runs; empty
 *     from /proc
 * @param inode the socket's inode, which {@code /proc/PID/fd} links to; 0 while no process has it:
 *     a connection that is not yet accepted, or one that its process has closed
 * @param uid the user that made the socket; 0 also for a connection that is not yet accepted. Empty
 *     for UNIX sockets from /proc, and from netlink before kernel 5.3 ({@code UNIX_DIAG_UID})
 * @param cgroupId inode of the socket's cgroup-v2 directory ({@code INET_DIAG_CGROUP_ID}): of the
 *     process that made the socket, as it was then; an accepted connection has its listener's. The
 *     directory may be gone, and where net_cls or net_prio of cgroup v1 are in use it is always 1,
 *     the root. Empty where the kernel (before 5.8) or the protocol (UNIX) does not tell
 */
public record SocketIdentity(
        OptionalLong cookie, long inode, OptionalLong uid, OptionalLong cgroupId) {}
