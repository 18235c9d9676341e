package dev.raingauge.sockdiag.model;

import java.util.OptionalLong;

/**
 * A UDP socket.
 *
 * @param local where it receives
 * @param remote its peer if it is connected, else address and port 0
 * @param queues bytes received and not read, and bytes not yet sent
 * @param drops datagrams that it dropped since it was made ({@code sk_drops}), mostly for want of
 *     receive buffer; a counter of 32 bits that wraps. Empty where the source does not tell
 */
public record UdpSocket(
        Endpoint local,
        Endpoint remote,
        ByteQueues queues,
        OptionalLong drops,
        SocketIdentity identity) {}
