package dev.raingauge.sockdiag.model;

/**
 * What a connection holds in its two directions. Unit: bytes, never connections.
 *
 * @param unreadBytes received and not yet read by the application ({@code rcv_nxt - copied_seq})
 * @param unacknowledgedBytes written by the application and not yet acknowledged by the peer
 *     ({@code write_seq - snd_una})
 */
public record ByteQueues(long unreadBytes, long unacknowledgedBytes) {}
