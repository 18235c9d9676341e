package dev.raingauge.monitor.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The questions. Those about the whole fleet let the server count and bound what comes back; the
 * rest ask about the few places where something was found. Recording rules are not needed.
 */
final class Queries {
    /** Tells apart figures that one question asks for together. */
    static final String FIGURE = "raingauge_figure";

    /** Labels of ours that tell the series of one host apart. */
    static final Set<String> OWN_LABELS =
            Set.of(
                    "__name__",
                    "protocol",
                    "address",
                    "process",
                    "cgroup",
                    "rule",
                    "severity",
                    "counter",
                    FIGURE);

    /** Rows of an answer about the whole fleet; more are a trouble that needs no list. */
    static final int MOST = 500;

    static final String QUEUE = "raingauge_listener_accept_queue_connections";
    static final String LIMIT = "raingauge_listener_accept_queue_limit";
    static final String INFO = "raingauge_listener_info";
    static final String FINDING = "raingauge_finding";
    static final String COUNTER = "raingauge_namespace_counter_total";
    static final String DROPS = "raingauge_listener_drops_total";

    /** Packets dropped because an accept queue was full. */
    static final String OVERFLOWS = "TcpExtListenOverflows";

    /** SYNs dropped because a SYN queue was full and SYN cookies are off. */
    static final String SYN_QUEUE_DROPS = "TcpExtTCPReqQFullDrop";

    private static final String FULL_QUEUES = OVERFLOWS + "|" + SYN_QUEUE_DROPS;
    private static final String UTILIZATION = "raingauge_listener_accept_queue_utilization";
    private static final String WAIT = "raingauge_listener_accept_wait_seconds";
    private static final String BUILD = "raingauge_build_info";

    /** Older figures are no answer; the alert RaingaugeStale has the same bound. */
    private static final int OLD_SECONDS = 60;

    private static final int MOST_POINTS = 240;

    private final Selection selection;
    private final Duration since;
    private final String range;

    Queries(Selection selection, Duration since) {
        this.selection = selection;
        this.since = since;
        this.range = "[" + Math.max(1, since.toSeconds()) + "s]";
    }

    /** How many hosts and listeners answer. */
    Question census() {
        return new Question.Now(
                figure("hosts", "count(" + selection.ofHosts(BUILD) + ")")
                        + " or "
                        + figure("listeners", "count(" + selection.of(QUEUE) + ")"));
    }

    /**
     * Hosts that cannot be looked at: their scrape fails (those that were seen before, and all of a
     * job in which nobody but Raingauge answers), their figures are old (the value is the age), or
     * nobody scrapes them any more.
     */
    Question unseen() {
        String up = selection.ofHosts("up");
        String build = selection.ofHosts(BUILD);
        String seen = "last_over_time(" + build + range + ")";
        String mixed = "(" + up + " == 1 unless on (job, instance) " + build + ")";
        String jobs = "(group by (job) (" + seen + ") unless on (job) " + mixed + ")";
        return new Question.Now(
                topk(
                        figure("down", up + " == 0 and on (job, instance) " + seen)
                                + " or "
                                + figure("down", up + " == 0 and on (job) " + jobs)
                                + " or "
                                + figure(
                                        "old",
                                        selection.ofHosts(
                                                        "raingauge_pass_age_seconds",
                                                        "depth=\"queues\"")
                                                + " > "
                                                + OLD_SECONDS)
                                + " or "
                                + figure(
                                        "gone",
                                        "group without (version) (%s) unless on (job, instance) %s unless on (job, instance) %s"
                                                .formatted(seen, up, build))));
    }

    /** What was found in the period; the worse has the greater value. */
    Question findings() {
        String critical = selection.of(FINDING, "severity=\"critical\"");
        String warning = selection.of(FINDING, "severity=\"warning\"");
        return new Question.Now(
                topk(
                        "2 * max_over_time(%s%s) or max_over_time(%s%s)"
                                .formatted(critical, range, warning, range)));
    }

    /** Namespaces that dropped packets because a queue was full. */
    Question losses() {
        return new Question.Now(
                topk(
                        "increase("
                                + selection.ofNamespaces(
                                        COUNTER, "counter=~" + PromText.quoted(FULL_QUEUES))
                                + range
                                + ") > 0"));
    }

    /** Listeners of some hosts that dropped packets, for whatever reason. */
    Question drops(Set<FleetHost> hosts) {
        return new Question.Now(
                topk("increase(" + selection.of(DROPS, instances(hosts)) + range + ") > 0"));
    }

    /** Queue, limit and owner of some listeners. */
    Question now(List<Place> places) {
        return new Question.Now(
                selection.of("", names(QUEUE, LIMIT, INFO), where(places), addresses(places, "")));
    }

    /** The fullest, the share of time that it was full, and the waits of some listeners. */
    Question period(List<Place> places) {
        String[] some = {where(places), addresses(places, "")};
        String below = UTILIZATION + "_bucket";
        return new Question.Now(
                figure("peak", "max_over_time(" + selection.of(QUEUE, some) + range + ")")
                        + " or "
                        + figure(
                                "full",
                                "1 - %s / ignoring (le) %s"
                                        .formatted(
                                                grown(below, "le=\"0.999999\"", some[0], some[1]),
                                                grown(UTILIZATION + "_count", some)))
                        + " or "
                        + figure(
                                "mean",
                                grown(WAIT + "_sum", some) + " / " + grown(WAIT + "_count", some))
                        + " or "
                        + figure(
                                "longest",
                                "histogram_quantile(1, " + grown(WAIT + "_bucket", some) + ")"));
    }

    /** What happened there when: findings, the namespaces' counters and the listeners' drops. */
    Question course(List<Place> places, Instant now) {
        return new Question.Over(
                selection.ofNamespaces(
                        "",
                        names(FINDING, COUNTER, DROPS),
                        "counter=~" + PromText.quoted("|" + FULL_QUEUES),
                        "severity!=\"info\"",
                        where(places),
                        addresses(places, "|")),
                now.minus(since),
                now,
                step());
    }

    Duration step() {
        return Duration.ofSeconds(Math.max(1, since.toSeconds() / MOST_POINTS));
    }

    private String grown(String metric, String... some) {
        return "increase(" + selection.of(metric, some) + range + ")";
    }

    private static String topk(String expression) {
        return "topk(" + MOST + ", " + expression + ")";
    }

    private static String figure(String name, String expression) {
        return "label_replace(%s, \"%s\", \"%s\", \"\", \"\")".formatted(expression, FIGURE, name);
    }

    private static String names(String... metrics) {
        return "__name__=~" + PromText.quoted(String.join("|", metrics));
    }

    private static String instances(Collection<FleetHost> hosts) {
        return "instance=~"
                + PromText.anyOf(
                        hosts.stream()
                                .map(FleetHost::name)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Hosts and namespaces; what it lets through besides is thrown away when it is joined. */
    private static String where(List<Place> places) {
        String hosts = instances(places.stream().map(Place::host).toList());
        long renamed = places.stream().filter(place -> place.host().namesNamespaces()).count();
        if (renamed != 0 && renamed != places.size()) {
            return hosts; // one selector cannot ask for two labels
        }
        Set<String> namespaces =
                places.stream()
                        .map(Place::namespace)
                        .collect(Collectors.toCollection(TreeSet::new));
        return hosts
                + (renamed == 0 ? ",namespace=~" : ",exported_namespace=~")
                + PromText.anyOf(namespaces);
    }

    /**
     * @param more another alternative: {@code |} for series without an address
     */
    private static String addresses(List<Place> places, String more) {
        Set<String> addresses =
                places.stream().map(Place::address).collect(Collectors.toCollection(TreeSet::new));
        addresses.remove("");
        String any = PromText.anyOf(addresses);
        return "address=~" + (more.isEmpty() ? any : "\"" + more + any.substring(1));
    }
}
