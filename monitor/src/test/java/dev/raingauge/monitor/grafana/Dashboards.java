package dev.raingauge.monitor.grafana;

import dev.raingauge.monitor.grafana.Dashboard.Variable;
import dev.raingauge.monitor.grafana.Panel.Query;
import java.util.List;

/** The dashboards that are shipped: one for many hosts, one for a single host. */
final class Dashboards {
    private static final String FLEET = "{job=~\"$job\",instance=~\"$instance\"}";
    private static final String HOST =
            "{job=~\"$job\",instance=~\"$instance\",namespace=~\"$namespace\"}";
    private static final String LISTENER =
            "{job=~\"$job\",instance=~\"$instance\",namespace=~\"$namespace\",address=~\"$address\"}";
    private static final Variable JOB =
            new Variable("job", "Job", "label_values(raingauge_build_info, job)");
    private static final Variable INSTANCE =
            new Variable(
                    "instance",
                    "Host",
                    "label_values(raingauge_build_info{job=~\"$job\"}, instance)");
    private static final String EACH = "{{instance}} {{namespace}} {{address}}";

    private Dashboards() {}

    static List<Dashboard> all() {
        return List.of(fleet(), host());
    }

    /** Which hosts, which listeners, since when. */
    static Dashboard fleet() {
        return new Dashboard(
                "raingauge-fleet",
                "Raingauge: who loses connections",
                List.of(JOB, INSTANCE),
                List.of(
                        Panel.stat(
                                "Critical findings",
                                "Connections are being lost and it does not end by itself.",
                                new Query(
                                        "sum(raingauge_finding"
                                                + and(FLEET, "severity=\"critical\"")
                                                + ") or vector(0)",
                                        "critical")),
                        Panel.stat(
                                "Warnings",
                                "Connections or data are lost, or will be.",
                                new Query(
                                        "sum(raingauge_finding"
                                                + and(FLEET, "severity=\"warning\"")
                                                + ") or vector(0)",
                                        "warnings")),
                        Panel.stat(
                                "Listeners with a full queue now",
                                "Depth above the limit: the next client is turned away.",
                                new Query(
                                        "count(raingauge_listener_accept_queue_connections"
                                                + FLEET
                                                + " > raingauge_listener_accept_queue_limit"
                                                + FLEET
                                                + ") or vector(0)",
                                        "full")),
                        Panel.stat(
                                "Hosts that cannot be scraped",
                                "Nobody watches their listeners.",
                                new Query("count(up" + FLEET + " == 0) or vector(0)", "down")),
                        Panel.table(
                                        "Findings now",
                                        "short",
                                        "Each kind has a page in docs/diagnosis that says what to do.",
                                        new Query("raingauge_finding" + FLEET, ""))
                                .emptyWhenHealthy(),
                        Panel.table(
                                "Listeners that lose most",
                                "short",
                                "Packets dropped in the last hour by the listener itself; a blocked client makes"
                                        + " several, and scans count too.",
                                new Query(
                                        "topk(20, increase(raingauge_listener_drops_total"
                                                + FLEET
                                                + "[1h]))",
                                        "")),
                        Panel.graph(
                                "Drops because a queue was full",
                                "pps",
                                "TcpExtListenOverflows and TCPReqQFullDrop of each namespace.",
                                new Query(
                                        "sum by (instance, namespace) (rate(raingauge_namespace_counter_total"
                                                + and(
                                                        FLEET,
                                                        "counter=~\"TcpExtListenOverflows|TcpExtTCPReqQFullDrop\"")
                                                + "[$__rate_interval]))",
                                        "{{instance}} {{namespace}}")),
                        Panel.graph(
                                "Fullest accept queues",
                                "percentunit",
                                "Largest depth / (limit + 1) of all looks, ten a second: a burst between two scrapes"
                                        + " is in it. 100 % is full.",
                                new Query(
                                        "topk(10, histogram_quantile(1, sum by (instance, namespace, address, le)"
                                                + " (rate(raingauge_listener_accept_queue_utilization_bucket"
                                                + FLEET
                                                + "[$__rate_interval]))))",
                                        EACH)),
                        Panel.graph(
                                        "Longest mean wait to be accepted",
                                        "s",
                                        "How long those who waited had waited.",
                                        new Query(
                                                "topk(10, rate(raingauge_listener_accept_wait_seconds_sum"
                                                        + FLEET
                                                        + "[$__rate_interval]) / rate(raingauge_listener_accept_wait_seconds_count"
                                                        + FLEET
                                                        + "[$__rate_interval]))",
                                                EACH))
                                .emptyWhenHealthy(),
                        Panel.graph(
                                "Connections by state",
                                "short",
                                "All hosts together.",
                                new Query(
                                        "sum by (state) (raingauge_tcp_connections" + FLEET + ")",
                                        "{{state}}"))));
    }

    /** One host: its namespaces, listeners and counters. */
    static Dashboard host() {
        return new Dashboard(
                "raingauge-host",
                "Raingauge: one host",
                List.of(
                        JOB,
                        INSTANCE,
                        new Variable(
                                "namespace",
                                "Namespace",
                                "label_values(raingauge_tcp_connections{instance=~\"$instance\"}, namespace)"),
                        new Variable(
                                "address",
                                "Listener",
                                "label_values(raingauge_listener_accept_queue_connections{instance=~\"$instance\","
                                        + "namespace=~\"$namespace\"}, address)")),
                List.of(
                        Panel.table(
                                        "Findings now",
                                        "short",
                                        "Each kind has a page in docs/diagnosis that says what to do.",
                                        new Query("raingauge_finding" + HOST, ""))
                                .emptyWhenHealthy(),
                        Panel.graph(
                                "Accept queues",
                                "short",
                                "Connections that wait for accept().",
                                new Query(
                                        "raingauge_listener_accept_queue_connections" + LISTENER,
                                        "{{namespace}} {{address}}"),
                                new Query(
                                        "raingauge_listener_accept_queue_limit" + LISTENER,
                                        "limit of {{address}}")),
                        Panel.graph(
                                "Share of the time that a queue was full",
                                "percentunit",
                                "From every look, ten a second.",
                                new Query(
                                        "1 - rate(raingauge_listener_accept_queue_utilization_bucket"
                                                + and(LISTENER, "le=\"0.999999\"")
                                                + "[$__rate_interval]) / ignoring(le)"
                                                + " rate(raingauge_listener_accept_queue_utilization_count"
                                                + LISTENER
                                                + "[$__rate_interval])",
                                        "{{namespace}} {{address}}")),
                        Panel.graph(
                                        "Waiting to be accepted",
                                        "s",
                                        "How long those who waited had waited: median and 95th percentile.",
                                        quantile("0.5"),
                                        quantile("0.95"))
                                .emptyWhenHealthy(),
                        Panel.graph(
                                "Drops of each listener",
                                "pps",
                                "Packets; scans count too, and a dropped final ACK counts twice.",
                                new Query(
                                        "rate(raingauge_listener_drops_total"
                                                + LISTENER
                                                + "[$__rate_interval])",
                                        "{{namespace}} {{address}}")),
                        Panel.graph(
                                "Drops taken apart",
                                "pps",
                                "ListenDrops = ListenOverflows (accept queue) + TCPReqQFullDrop (SYN queue) + others.",
                                dropped("TcpExtListenOverflows", "accept queue full"),
                                dropped("TcpExtTCPReqQFullDrop", "SYN queue full"),
                                new Query(
                                        "clamp_min(sum by (namespace) (rate(raingauge_namespace_counter_total"
                                                + and(HOST, "counter=\"TcpExtListenDrops\"")
                                                + "[$__rate_interval])) - sum by (namespace) (rate(raingauge_namespace_counter_total"
                                                + and(
                                                        HOST,
                                                        "counter=~\"TcpExtListenOverflows|TcpExtTCPReqQFullDrop\"")
                                                + "[$__rate_interval])), 0)",
                                        "{{namespace}} others")),
                        Panel.graph(
                                "SYN cookies",
                                "pps",
                                "Sent because a SYN queue was full, and come back. Nothing is dropped.",
                                dropped("TcpExtSyncookiesSent", "sent"),
                                dropped("TcpExtSyncookiesRecv", "came back")),
                        Panel.graph(
                                "Half-open connections",
                                "short",
                                "In the SYN queue of each listener.",
                                new Query(
                                        "raingauge_listener_syn_queue_connections" + LISTENER,
                                        "{{namespace}} {{address}}")),
                        Panel.graph(
                                "Accepted connections",
                                "short",
                                "Of each listener; close_wait: closed by the client and not by the application.",
                                new Query(
                                        "raingauge_listener_connections"
                                                + and(LISTENER, "state!=\"waiting\""),
                                        "{{address}} {{state}}")),
                        Panel.graph(
                                "Connections by state",
                                "short",
                                "Of the chosen namespaces.",
                                new Query(
                                        "sum by (state) (raingauge_tcp_connections" + HOST + ")",
                                        "{{state}}")),
                        Panel.graph(
                                "Age of the figures",
                                "s",
                                "How old the oldest figure of each depth is.",
                                new Query("raingauge_pass_age_seconds" + FLEET, "{{depth}}")),
                        Panel.graph(
                                "Cost of looking",
                                "percentunit",
                                "Share of one core.",
                                new Query(
                                        "sum by (depth) (rate(raingauge_pass_cpu_seconds_total"
                                                + FLEET
                                                + "[$__rate_interval]))",
                                        "{{depth}}"))));
    }

    private static Query quantile(String which) {
        return new Query(
                "histogram_quantile("
                        + which
                        + ", sum by (namespace, address, le) (rate("
                        + "raingauge_listener_accept_wait_seconds_bucket"
                        + LISTENER
                        + "[$__rate_interval])))",
                "{{namespace}} {{address}} p" + which.substring(2));
    }

    private static Query dropped(String counter, String legend) {
        return new Query(
                "sum by (namespace) (rate(raingauge_namespace_counter_total"
                        + and(HOST, "counter=\"" + counter + "\"")
                        + "[$__rate_interval]))",
                "{{namespace}} " + legend);
    }

    private static String and(String matchers, String more) {
        return matchers.substring(0, matchers.length() - 1) + "," + more + "}";
    }
}
