package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixSocket;

/** The words of ss for protocols and states. */
public final class SocketWords {
    private SocketWords() {}

    /** {@code ESTAB}, {@code TIME-WAIT}, {@code UNCONN}. */
    public static String state(TcpState state) {
        return switch (state) {
            case UNKNOWN -> "UNKNOWN";
            case ESTABLISHED -> "ESTAB";
            case SYN_SENT -> "SYN-SENT";
            case SYN_RECV -> "SYN-RECV";
            case FIN_WAIT1 -> "FIN-WAIT-1";
            case FIN_WAIT2 -> "FIN-WAIT-2";
            case TIME_WAIT -> "TIME-WAIT";
            case CLOSE -> "UNCONN";
            case CLOSE_WAIT -> "CLOSE-WAIT";
            case LAST_ACK -> "LAST-ACK";
            case LISTEN -> "LISTEN";
            case CLOSING -> "CLOSING";
        };
    }

    /** {@code tcp}, {@code udp}. */
    static String netid(InetProtocol protocol) {
        return protocol.label();
    }

    static String netid(UnixSocket.Kind kind) {
        return switch (kind) {
            case STREAM -> "u_str";
            case DATAGRAM -> "u_dgr";
            case SEQPACKET -> "u_seq";
            case UNKNOWN -> "u_???";
        };
    }

    static String netid(OtherSocket socket) {
        return switch (socket) {
            case OtherSocket.Packet packet -> packet.raw() ? "p_raw" : "p_dgr";
            case OtherSocket.Netlink _ -> "nl";
            case OtherSocket.Vsock vsock -> vsock.stream() ? "v_str" : "v_dgr";
        };
    }

    /** As in JSON and in the listeners' report. */
    static String protocol(UnixSocket.Kind kind) {
        return switch (kind) {
            case STREAM -> "unix";
            case DATAGRAM -> "unix_dgram";
            case SEQPACKET -> "unix_seqpacket";
            case UNKNOWN -> "unix_unknown";
        };
    }

    /** The state of a socket that has no TCP in it. */
    public static TcpState state(OtherSocket socket) {
        return switch (socket) {
            case OtherSocket.Packet _ -> TcpState.CLOSE;
            case OtherSocket.Netlink netlink ->
                    netlink.connected() ? TcpState.ESTABLISHED : TcpState.CLOSE;
            case OtherSocket.Vsock vsock -> vsock.state();
        };
    }

    /** The protocols of {@code include/uapi/linux/netlink.h}, by ss's short names. */
    public static String netlinkProtocol(int protocol) {
        return switch (protocol) {
            case 0 -> "rtnl";
            case 2 -> "usersock";
            case 4 -> "tcpdiag";
            case 5 -> "nflog";
            case 6 -> "xfrm";
            case 7 -> "selinux";
            case 8 -> "iscsi";
            case 9 -> "audit";
            case 10 -> "fiblookup";
            case 11 -> "connector";
            case 12 -> "nft";
            case 14 -> "dec-rt";
            case 15 -> "uevent";
            case 16 -> "genl";
            case 18 -> "scsi-trans";
            case 19 -> "ecryptfs";
            case 20 -> "rdma";
            case 21 -> "crypto";
            default -> Integer.toString(protocol);
        };
    }

    /** IP protocols that raw sockets are made for ({@code /etc/protocols}). */
    static String ipProtocol(int protocol) {
        return switch (protocol) {
            case 1 -> "icmp";
            case 2 -> "igmp";
            case 6 -> "tcp";
            case 17 -> "udp";
            case 47 -> "gre";
            case 50 -> "esp";
            case 51 -> "ah";
            case 58 -> "ipv6-icmp";
            case 88 -> "eigrp";
            case 89 -> "ospf";
            case 103 -> "pim";
            case 112 -> "vrrp";
            case 132 -> "sctp";
            case 255 -> "raw";
            default -> Integer.toString(protocol);
        };
    }

    /** Ethernet protocols that packet sockets are made for; 3 is all of them. */
    static String etherProtocol(int protocol, boolean numeric) {
        if (protocol == 3) {
            return "*";
        }
        if (numeric) {
            return "[" + protocol + "]";
        }
        return switch (protocol) {
            case 0x0800 -> "ipv4";
            case 0x0806 -> "arp";
            case 0x86dd -> "ipv6";
            case 0x8100 -> "802.1q";
            case 0x888e -> "eapol";
            case 0x88cc -> "lldp";
            default -> "[" + protocol + "]";
        };
    }
}
