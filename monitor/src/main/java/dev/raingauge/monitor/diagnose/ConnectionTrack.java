package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.TcpSocket;

/**
 * What one notable connection did over several looks.
 *
 * @param last as it was seen last
 * @param looks in how many looks it was notable in this way
 * @param inFirst whether the first look saw it
 * @param inLast whether the last look saw it
 * @param unreadNeverShrank whether no look saw fewer unread bytes than the one before
 * @param persistLooks in how many looks the peer's window was closed and was probed
 * @param retransmitLooks in how many looks it waited for an acknowledgement after a retransmission
 */
public record ConnectionTrack(
        TcpSocket.Connection last,
        int looks,
        boolean inFirst,
        boolean inLast,
        boolean unreadNeverShrank,
        int persistLooks,
        int retransmitLooks) {}
