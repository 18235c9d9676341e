package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.UdpSocket;
import java.util.List;

/**
 * What is dear to look at, and looked at a few times in an observation: connections one by one, and
 * sockets of other protocols.
 *
 * @param udp every UDP socket
 * @param datagrams UNIX datagram sockets that have something unread
 */
public record DeepLook(
        ConnectionLook connections, List<UdpSocket> udp, List<DatagramQueue> datagrams) {
    public DeepLook {
        udp = List.copyOf(udp);
        datagrams = List.copyOf(datagrams);
    }
}
