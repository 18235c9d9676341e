package dev.raingauge.monitor.view;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which kernel counters node_exporter publishes by default, and under which names. Its netstat
 * collector joins protocol and field with an underscore; nstat and we write them without one.
 */
final class NodeExporterNames {
    /** Longer names first: TcpExt is not Tcp. */
    private static final List<String> PROTOCOLS =
            List.of(
                    "MPTcpExt",
                    "UdpLite6",
                    "IcmpMsg",
                    "UdpLite",
                    "TcpExt",
                    "Icmp6",
                    "IpExt",
                    "Udp6",
                    "Icmp",
                    "Ip6",
                    "Tcp",
                    "Udp",
                    "Ip");

    /**
     * The default of {@code --collector.netstat.fields}, as one set of rules a protocol; with the
     * fields that newer versions added to it (TCPOFOQueue and TCPRcvQDrop in 1.6).
     */
    private static final Pattern PUBLISHED =
            Pattern.compile(
                    ".*_(InErrors|InErrs)"
                            + "|Ip_Forwarding"
                            + "|(Ip6|IpExt)_(InOctets|OutOctets)"
                            + "|Icmp6?_(InMsgs|OutMsgs)"
                            + "|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts"
                            + "|TCPOFOQueue|TCPRcvQDrop)"
                            + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs"
                            + "|CurrEstab)"
                            + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors"
                            + "|SndbufErrors)");

    /** What ours has besides: without them drops cannot be explained. */
    private static final Set<String> ALSO =
            Set.of("TcpExt_TCPReqQFullDrop", "TcpExt_TCPReqQFullDoCookies");

    private NodeExporterNames() {}

    /** {@code node_netstat_TcpExt_ListenDrops} for TcpExtListenDrops; empty if not published. */
    static Optional<String> netstat(String counter) {
        for (String protocol : PROTOCOLS) {
            if (counter.startsWith(protocol)) {
                String name = protocol + "_" + counter.substring(protocol.length());
                return PUBLISHED.matcher(name).matches() || ALSO.contains(name)
                        ? Optional.of("node_netstat_" + name)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** {@code node_sockstat_TCP_inuse} for the line and field {@code TCP inuse}. */
    static String sockstat(String lineAndField) {
        return "node_sockstat_" + lineAndField.replace(' ', '_');
    }
}
