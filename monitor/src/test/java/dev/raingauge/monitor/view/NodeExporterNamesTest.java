package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeExporterNamesTest {
    @ParameterizedTest(name = "{0} is called {1}")
    @CsvSource({
        "TcpExtListenDrops,         node_netstat_TcpExt_ListenDrops",
        "TcpExtSyncookiesFailed,    node_netstat_TcpExt_SyncookiesFailed",
        "TcpExtTCPReqQFullDrop,     node_netstat_TcpExt_TCPReqQFullDrop",
        "TcpExtTCPReqQFullDoCookies, node_netstat_TcpExt_TCPReqQFullDoCookies",
        "TcpExtTCPTimeouts,         node_netstat_TcpExt_TCPTimeouts",
        "TcpExtTCPOFOQueue,         node_netstat_TcpExt_TCPOFOQueue",
        "TcpExtTCPRcvQDrop,         node_netstat_TcpExt_TCPRcvQDrop",
        "TcpExtTCPLostRetransmit,   ''",
        "TcpCurrEstab,              node_netstat_Tcp_CurrEstab",
        "TcpRtoMin,                 ''",
        "TcpInErrs,                 node_netstat_Tcp_InErrs",
        "Ip6InOctets,               node_netstat_Ip6_InOctets",
        "IpExtInOctets,             node_netstat_IpExt_InOctets",
        "IpForwarding,              node_netstat_Ip_Forwarding",
        "Icmp6InMsgs,               node_netstat_Icmp6_InMsgs",
        "IcmpMsgInType3,            ''",
        "UdpLite6InErrors,          node_netstat_UdpLite6_InErrors",
        "UdpLiteInErrors,           node_netstat_UdpLite_InErrors",
        "Udp6RcvbufErrors,          node_netstat_Udp6_RcvbufErrors",
        "UdpMemErrors,              ''",
        "Unheard,                   ''",
    })
    void names(String counter, String expected) {
        assertThat(NodeExporterNames.netstat(counter).orElse("")).isEqualTo(expected);
    }
}
