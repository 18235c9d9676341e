package dev.raingauge.monitor.view;

import static dev.raingauge.monitor.view.FindingTexts.command;
import static dev.raingauge.monitor.view.FindingTexts.count;
import static dev.raingauge.monitor.view.FindingTexts.where;
import static dev.raingauge.monitor.view.FindingTexts.who;

import dev.raingauge.monitor.diagnose.ConnectionFinding;
import dev.raingauge.monitor.diagnose.ConnectionFinding.CloseWaitLeak;
import dev.raingauge.monitor.diagnose.ConnectionFinding.ConnectStalled;
import dev.raingauge.monitor.diagnose.ConnectionFinding.EphemeralPorts;
import dev.raingauge.monitor.diagnose.ConnectionFinding.NotReading;
import dev.raingauge.monitor.diagnose.ConnectionFinding.PeerNotReading;
import dev.raingauge.monitor.diagnose.ConnectionFinding.UdpReceiveDrops;
import java.util.List;

/** Findings about connections and datagrams, in words. */
final class ConnectionTexts {
    private ConnectionTexts() {}

    static Advice of(ConnectionFinding finding) {
        return switch (finding) {
            case CloseWaitLeak found -> closeWait(found);
            case EphemeralPorts found -> ports(found);
            case NotReading found -> notReading(found);
            case PeerNotReading found -> peer(found);
            case ConnectStalled found -> connect(found);
            case UdpReceiveDrops found -> udp(found);
        };
    }

    private static Advice closeWait(CloseWaitLeak found) {
        return new Advice(
                ("%d connections at %s are in CLOSE_WAIT and none of them was closed while we"
                                + " looked: the other side has closed, %s has not.")
                        .formatted(found.connections().after(), where(found), who(found)),
                List.of(
                        "Close the connection where the application reads the end of the stream;"
                                + " look for an error path that returns without closing.",
                        "Until then a restart of "
                                + who(found)
                                + " frees them before it runs out of descriptors."),
                List.of(
                        "Any sysctl: TIME_WAIT and keep-alive settings do not touch CLOSE_WAIT.",
                        "raingauge close: it frees the socket and the leak goes on."),
                List.of(
                        FindingTexts.look(found, "raingauge summary")
                                + ": close_wait falls and stays low"));
    }

    private static Advice ports(EphemeralPorts found) {
        return new Advice(
                ("%d of %d local ports toward %s are in use from %s. When the last is gone,"
                                + " connect() fails with EADDRNOTAVAIL, and no counter moves.")
                        .formatted(
                                found.used(),
                                found.available(),
                                where(found),
                                found.route().source()),
                List.of(
                        "Keep connections open and reuse them (a pool) instead of one for each"
                                + " request.",
                        "Widen the range: "
                                + command(
                                        found,
                                        "sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\""),
                        "Or use more source or destination addresses: each pair has its own"
                                + " ports."),
                List.of(
                        "Totals of the host: only connections to the same destination compete.",
                        "tcp_tw_recycle: it broke clients and was removed in kernel 4.12."),
                List.of(
                        FindingTexts.look(found, "raingauge sockets dst " + where(found))
                                + " shows fewer"));
    }

    private static Advice notReading(NotReading found) {
        return new Advice(
                "%s does not read: %s unread on %s at %s, and it never became less."
                        .formatted(
                                who(found),
                                Units.bytes(found.bytes()),
                                count(found.connections(), "connection"),
                                where(found)),
                List.of(
                        "See what the reading thread waits for: a thread dump. Often a full queue"
                                + " or a slow database behind it."),
                List.of("Larger receive buffers (tcp_rmem): they only fill later."),
                List.of(
                        FindingTexts.look(found, "raingauge sockets")
                                + ": the receive queues go to 0"));
    }

    private static Advice peer(PeerNotReading found) {
        String what =
                "%s wait to be sent on %s at %s: "
                        .formatted(
                                Units.bytes(found.bytes()),
                                count(found.connections(), "connection"),
                                where(found));
        List<String> check =
                List.of(
                        FindingTexts.look(found, "raingauge sockets")
                                + ": the send queues go to 0");
        return found.windowClosed()
                ? new Advice(
                        what
                                + "the other side's window is closed, because its application does"
                                + " not read.",
                        List.of(
                                "Look at the other side: it is stuck or too slow.",
                                "Give writes a time limit, so that "
                                        + who(found)
                                        + " does not wait for ever."),
                        List.of(
                                "Larger send buffers (tcp_wmem): they only fill later.",
                                "The network: the other side answers each probe."),
                        check)
                : new Advice(
                        what + "they are sent again and again and not acknowledged.",
                        List.of(
                                "Test the path to the other side (mtr, tcptraceroute): packets are"
                                        + " lost, or the host is gone.",
                                "If it is gone, net.ipv4.tcp_retries2 or TCP_USER_TIMEOUT ends"
                                        + " such connections sooner."),
                        List.of("The application: it has sent what it had to."),
                        check);
    }

    private static Advice connect(ConnectStalled found) {
        return new Advice(
                ("%s to %s got no answer; the SYN was sent again up to %d times. From here a full"
                                + " queue over there and a firewall that drops look alike.")
                        .formatted(
                                count(found.connections(), "connect"),
                                where(found),
                                found.retransmits()),
                List.of(
                        "Look at the other side: raingauge doctor there tells whether its queue"
                                + " overflows.",
                        "If it sees no SYN at all (tcpdump), look for a firewall or a missing route"
                                + " on the way."),
                List.of(
                        "net.ipv4.tcp_syn_retries: fewer tries fail sooner, and do not get"
                                + " through."),
                List.of("raingauge probe " + where(found)));
    }

    private static Advice udp(UdpReceiveDrops found) {
        return new Advice(
                "%s for %s: the receive buffer was full because %s reads too slowly or in bursts."
                        .formatted(
                                found.datagrams() == 1
                                        ? "1 datagram was dropped"
                                        : found.datagrams() + " datagrams were dropped",
                                where(found),
                                who(found)),
                List.of(
                        "Let it read faster: a thread that does nothing else, or several sockets"
                                + " (SO_REUSEPORT).",
                        "For short bursts a larger SO_RCVBUF, which net.core.rmem_max must allow."),
                List.of("net.core.netdev_max_backlog: the datagrams reached the socket."),
                List.of(FindingTexts.still(found, "UdpRcvbufErrors")));
    }
}
