package dev.raingauge.monitor.analyse;

import java.util.List;

/**
 * A setting of the kernel that bounds a queue.
 *
 * @param name as sysctl(8) writes it
 * @param scope whether each namespace has its own
 * @param meaning one sentence
 */
public record Setting(String name, Scope scope, String meaning) {
    /** Those that are shown, in this order. */
    public static final List<Setting> KNOWN =
            List.of(
                    own(
                            "net.core.somaxconn",
                            "The most that listen(2) grants as the limit of an accept queue; a"
                                    + " change touches no listener until it calls listen(2) again."),
                    own(
                            "net.ipv4.tcp_syncookies",
                            "1: SYN cookies when a SYN queue is full, so that no SYN is dropped for"
                                    + " it; 0: never; 2: always, for tests."),
                    own(
                            "net.ipv4.tcp_max_syn_backlog",
                            "Bounds SYN queues only where tcp_syncookies is 0; otherwise the limit"
                                    + " of the listener's accept queue bounds its SYN queue as well."),
                    own(
                            "net.ipv4.tcp_abort_on_overflow",
                            "1: a client whose final ACK finds the accept queue full gets a reset;"
                                    + " 0: it tries again."),
                    own(
                            "net.ipv4.tcp_synack_retries",
                            "How often a SYN-ACK is sent again before a half-open request is"
                                    + " forgotten."),
                    own(
                            "net.ipv4.ip_local_port_range",
                            "The ports that outgoing connections may use: so many to one address"
                                    + " and port at the same time."),
                    own(
                            "net.ipv4.ip_local_reserved_ports",
                            "Ports of that range that are kept free."),
                    own(
                            "net.ipv4.tcp_tw_reuse",
                            "Whether an outgoing connection may take the port of one in TIME_WAIT"
                                    + " (2: on loopback only)."),
                    own(
                            "net.ipv4.tcp_max_tw_buckets",
                            "The most sockets in TIME_WAIT; beyond it they are closed at once."),
                    own(
                            "net.ipv4.tcp_fin_timeout",
                            "Seconds that a connection closed on our side waits for the peer's FIN."),
                    own(
                            "net.ipv4.tcp_migrate_req",
                            "Whether the queued connections of a listener that closes move to"
                                    + " another one of the same address (SO_REUSEPORT)."),
                    own(
                            "net.unix.max_dgram_qlen",
                            "The most datagrams that wait in a UNIX datagram socket."),
                    host(
                            "net.ipv4.tcp_max_orphans",
                            "The most connections that no process holds any more; beyond it they"
                                    + " are reset."),
                    host(
                            "net.ipv4.tcp_mem",
                            "Pages of memory for all TCP sockets together: free use, saving, the"
                                    + " end."),
                    host("fs.nr_open", "The most descriptors that one process may be allowed."),
                    host(
                            "fs.file-nr",
                            "Open files of the whole host, unused ones, and the most there may be."));

    private static Setting own(String name, String meaning) {
        return new Setting(name, Scope.NAMESPACE, meaning);
    }

    private static Setting host(String name, String meaning) {
        return new Setting(name, Scope.HOST, meaning);
    }
}
