package dev.raingauge.sockdiag.procfs;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files below {@code sys} that bound the queues, by the names that sysctl(8) gives them. */
public final class SysSettings {
    /** Of a network namespace; a kernel may lack some, and a namespace too. */
    public static final List<String> OF_NAMESPACE =
            List.of(
                    "net.core.netdev_max_backlog",
                    "net.core.rmem_default",
                    "net.core.rmem_max",
                    "net.core.somaxconn",
                    "net.core.wmem_default",
                    "net.core.wmem_max",
                    "net.ipv4.ip_local_port_range",
                    "net.ipv4.ip_local_reserved_ports",
                    "net.ipv4.tcp_abort_on_overflow",
                    "net.ipv4.tcp_child_ehash_entries",
                    "net.ipv4.tcp_ehash_entries",
                    "net.ipv4.tcp_fastopen",
                    "net.ipv4.tcp_fin_timeout",
                    "net.ipv4.tcp_keepalive_time",
                    "net.ipv4.tcp_max_orphans",
                    "net.ipv4.tcp_max_syn_backlog",
                    "net.ipv4.tcp_max_tw_buckets",
                    "net.ipv4.tcp_mem",
                    "net.ipv4.tcp_migrate_req",
                    "net.ipv4.tcp_orphan_retries",
                    "net.ipv4.tcp_retries2",
                    "net.ipv4.tcp_rmem",
                    "net.ipv4.tcp_syn_linear_timeouts",
                    "net.ipv4.tcp_syn_retries",
                    "net.ipv4.tcp_synack_retries",
                    "net.ipv4.tcp_syncookies",
                    "net.ipv4.tcp_tw_reuse",
                    "net.ipv4.tcp_wmem",
                    "net.ipv4.udp_mem",
                    "net.unix.max_dgram_qlen");

    /** Of the host: the same whoever reads them, unless a container hides them. */
    public static final List<String> OF_HOST = List.of("fs.file-max", "fs.file-nr", "fs.nr_open");

    /** The setting that only the initial network namespace has. */
    public static final String ONLY_INITIAL = "net.ipv4.tcp_max_orphans";

    private SysSettings() {}

    /** The file of a setting below the mount point: {@code sys/net/core/somaxconn}. */
    public static String file(String name) {
        return "sys/" + name.replace('.', '/');
    }

    /** The text of a setting without the white space at its ends; tabs within it stay. */
    public static String parse(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).strip();
    }
}
