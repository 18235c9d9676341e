package dev.raingauge.sockdiag.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A TCP socket. The kernel reuses two fields for all kinds ({@code idiag_rqueue} and {@code
 * idiag_wqueue}); here each kind says what they mean, so that connections cannot be added to bytes.
 *
 * <p>Source: {@code tcp_diag_get_info} in {@code net/ipv4/tcp_diag.c}, {@code inet_req_diag_fill}
 * and {@code inet_twsk_diag_fill} in {@code net/ipv4/inet_diag.c}.
 */
public sealed interface TcpSocket {
    /** This host's end. A specific address also where the listener is bound to all. */
    Endpoint local();

    /**
     * Index of the interface that the socket is bound to; 0 where it is bound to none, and from
     * /proc, which does not show it.
     */
    int interfaceIndex();

    TcpState state();

    /**
     * A listening socket: its queue counts connections.
     *
     * @param transport TCP or MPTCP
     * @param v6Only whether an IPv6 wildcard listener refuses IPv4 clients; empty for IPv4 and from
     *     /proc
     * @param drops packets that this listener dropped since {@code listen(2)} ({@code sk_drops}); a
     *     counter of 32 bits that wraps. It also counts scans and stray segments, and a dropped
     *     final ACK twice. Empty where the kernel does not report it: /proc, kernels before 4.7,
     *     the 3.10 of RHEL 7
     */
    record Listener(
            Transport transport,
            Endpoint local,
            int interfaceIndex,
            Optional<Boolean> v6Only,
            AcceptQueue acceptQueue,
            OptionalLong drops,
            SocketIdentity identity)
            implements TcpSocket {
        @Override
        public TcpState state() {
            return TcpState.LISTEN;
        }
    }

    /**
     * A request in a SYN queue: a SYN came, the final ACK has not. It carries no pointer to its
     * listener: address, port and interface tell. SYN cookies leave no such entry.
     *
     * @param synAckRetransmits how often the SYN-ACK was sent again
     * @param expires until the next retransmission; empty where not told
     */
    record HalfOpen(
            Endpoint local,
            Endpoint remote,
            int interfaceIndex,
            int synAckRetransmits,
            Optional<Duration> expires)
            implements TcpSocket {
        @Override
        public TcpState state() {
            return TcpState.SYN_RECV;
        }
    }

    /**
     * A connection, in any state but LISTEN, SYN_RECV and TIME_WAIT: its queues count bytes.
     *
     * @param timer what the kernel waits for on this connection
     * @param info {@code struct tcp_info}; empty unless it was asked for
     */
    record Connection(
            Endpoint local,
            Endpoint remote,
            int interfaceIndex,
            TcpState state,
            ByteQueues queues,
            SocketTimer timer,
            Optional<TcpInfo> info,
            SocketIdentity identity)
            implements TcpSocket {
        /**
         * Whether it waits in an accept queue: established or already closed by its peer, and no
         * process has it yet. Source: {@code inet_csk_accept} is what gives a child its inode
         * ({@code sock_graft}).
         */
        public boolean isWaitingForAccept() {
            return identity.inode() == 0
                    && (state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT);
        }
    }

    /**
     * What is left of a closed connection ({@code struct inet_timewait_sock}): no queues, no owner.
     *
     * @param state {@code TIME_WAIT}, or {@code FIN_WAIT2} for an orphan that was shrunk to a
     *     timewait socket
     */
    record TimeWait(
            Endpoint local,
            Endpoint remote,
            int interfaceIndex,
            TcpState state,
            Optional<Duration> expires)
            implements TcpSocket {}
}
