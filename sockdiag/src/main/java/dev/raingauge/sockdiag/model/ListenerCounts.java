package dev.raingauge.sockdiag.model;

/**
 * The connections of one listener by what has become of them. Unit: connections.
 *
 * @param active established and accepted (inode not 0)
 * @param waiting established or CLOSE_WAIT and not yet accepted; a connection that was reset while
 *     it waited is still counted in the queue's depth but not here, no dump shows it
 * @param closeWait accepted and in CLOSE_WAIT: the peer has closed, the application has not
 * @param halfOpen in the SYN queue (SYN_RECV)
 */
public record ListenerCounts(long active, long waiting, long closeWait, long halfOpen) {
    public static final ListenerCounts NONE = new ListenerCounts(0, 0, 0, 0);
}
