package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.StructLayout;

/**
 * {@code struct inet_diag_msg} of {@code include/uapi/linux/inet_diag.h}: one socket in an answer.
 * The two queues change their meaning with the state: connections waiting and their limit on a
 * listener, bytes elsewhere ({@code tcp_diag_get_info} in {@code net/ipv4/tcp_diag.c}).
 */
final class InetDiagMsg {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("idiag_family"),
                            U8.withName("idiag_state"),
                            U8.withName("idiag_timer"),
                            U8.withName("idiag_retrans"),
                            InetDiagSockId.LAYOUT.withName("id"),
                            U32.withName("idiag_expires"),
                            U32.withName("idiag_rqueue"),
                            U32.withName("idiag_wqueue"),
                            U32.withName("idiag_uid"),
                            U32.withName("idiag_inode"))
                    .withName("inet_diag_msg");

    static final long SIZE = LAYOUT.byteSize();

    /** Attributes of an answer: {@code struct tcp_info}. */
    static final int INET_DIAG_INFO = 2;

    /** The congestion control's name, a string with the NUL that ends it. */
    static final int INET_DIAG_CONG = 4;

    /** One byte each: {@code IP_TOS}, and on IPv6 sockets {@code IPV6_TCLASS}. */
    static final int INET_DIAG_TOS = 5;

    static final int INET_DIAG_TCLASS = 6;

    /** An array of words, see {@link SkMemInfo}. */
    static final int INET_DIAG_SKMEMINFO = 7;

    /** One byte: {@code sk_shutdown}. Comes unasked. */
    static final int INET_DIAG_SHUTDOWN = 8;

    /** One byte: whether an IPv6 listener refuses IPv4. Comes unasked with LISTEN and CLOSE. */
    static final int INET_DIAG_SKV6ONLY = 11;

    /** One byte, {@code IPPROTO_TCP} and the like. Comes with a socket that is taken down. */
    static final int INET_DIAG_PROTOCOL = 10;

    /** 32 bits: {@code SO_MARK}. Comes unasked, to CAP_NET_ADMIN. */
    static final int INET_DIAG_MARK = 15;

    /** Eight bytes: the inode of the socket's cgroup-v2 directory. Comes unasked (Linux 5.8). */
    static final int INET_DIAG_CGROUP_ID = 21;

    /** {@code idiag_timer} of a timewait socket; the other codes are in the model. */
    static final int TIMER_TIME_WAIT = 3;

    static final long FAMILY = offset(LAYOUT, "idiag_family");
    static final long STATE = offset(LAYOUT, "idiag_state");
    static final long TIMER = offset(LAYOUT, "idiag_timer");
    static final long RETRANS = offset(LAYOUT, "idiag_retrans");
    static final long EXPIRES = offset(LAYOUT, "idiag_expires");
    static final long RQUEUE = offset(LAYOUT, "idiag_rqueue");
    static final long WQUEUE = offset(LAYOUT, "idiag_wqueue");
    static final long UID = offset(LAYOUT, "idiag_uid");
    static final long INODE = offset(LAYOUT, "idiag_inode");

    private static final long ID = offset(LAYOUT, "id");
    static final long SPORT = ID + InetDiagSockId.SPORT;
    static final long DPORT = ID + InetDiagSockId.DPORT;
    static final long SRC = ID + InetDiagSockId.SRC;
    static final long DST = ID + InetDiagSockId.DST;
    static final long IF = ID + InetDiagSockId.IF;
    static final long COOKIE = ID + InetDiagSockId.COOKIE;

    private InetDiagMsg() {}

    /** The bit of {@code idiag_ext} that asks for an attribute; only the first eight have one. */
    static int extension(int attribute) {
        return 1 << (attribute - 1);
    }
}
