package dev.raingauge.monitor.diagnose;

import java.util.Comparator;
import java.util.List;

/**
 * The whole catalogue. {@link #judge} is all that a user of the rules needs: evidence of a {@link
 * Tracker} in, findings out, the worst first.
 */
public final class Rules {
    /** With the thresholds that the documentation names. */
    public static final Rules STANDARD = new Rules(Thresholds.DEFAULT);

    /** Every rule id, in the order of the documentation. */
    public static final List<String> IDS =
            List.of(
                    "accept-queue-overflow",
                    "acceptor-stalled",
                    "file-descriptor-limit",
                    "slow-accept",
                    "burst-overflow",
                    "reuseport-imbalance",
                    "backlog-capped",
                    "abort-on-overflow",
                    "unix-queue-full",
                    "unix-datagram-queue",
                    "syn-queue-overflow",
                    "syn-backlog-headroom",
                    "syn-cookies-sent",
                    "deferred-accept",
                    "port-scan",
                    "close-wait-leak",
                    "not-reading",
                    "peer-not-reading",
                    "connect-stalled",
                    "ephemeral-ports",
                    "time-wait",
                    "tcp-memory",
                    "orphans",
                    "socket-leak",
                    "udp-receive-drops",
                    "overflow-elsewhere",
                    "missing-privilege");

    /** How findings of several namespaces are put together. */
    public static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing((Finding finding) -> finding.common().severity()).reversed();

    private final List<Rule> rules;

    public Rules(Thresholds thresholds) {
        this.rules =
                List.of(
                        new AcceptQueueRules(thresholds),
                        new AbortRule(),
                        new SynRules(),
                        new SynCookiesRule(thresholds),
                        new NoiseRules(thresholds),
                        new UnixRules(thresholds),
                        new CloseWaitRule(thresholds),
                        new ReadingRules(thresholds),
                        new ConnectRule(),
                        new PortsRule(thresholds),
                        new UdpRule(),
                        new HostRules(thresholds),
                        new ViewRules());
    }

    /**
     * What the evidence proves; nothing on a healthy host, and nothing from a single sample, which
     * shows no change.
     */
    public List<Finding> judge(Evidence evidence) {
        if (evidence.samples() < 2) {
            return List.of();
        }
        return rules.stream()
                .flatMap(rule -> rule.judge(evidence).stream())
                .sorted(WORST_FIRST)
                .toList();
    }
}
