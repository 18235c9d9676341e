package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.history.KeptFinding;
import java.util.Optional;
import java.util.Set;

/** What {@link Found} leaves out of findings of now, left out of those that are remembered. */
final class KeptPeers {
    /** Those rules whose address is that of another host. */
    static final Set<String> ABOUT_PEERS =
            Set.of("connect-stalled", "ephemeral-ports", "peer-not-reading");

    static final String SOMEBODY = "another host";

    private KeptPeers() {}

    private static Optional<String> peer(String rule, Optional<String> address) {
        return ABOUT_PEERS.contains(rule) ? address : Optional.empty();
    }

    static KeptFinding without(KeptFinding finding) {
        Optional<String> peer = peer(finding.rule(), finding.address());
        return peer.isEmpty()
                ? finding
                : new KeptFinding(
                        finding.rule(),
                        finding.severity(),
                        finding.namespace(),
                        finding.namespaceId(),
                        Optional.of(SOMEBODY),
                        finding.begin(),
                        finding.end(),
                        finding.summary().replace(peer.get(), SOMEBODY),
                        finding.json().replace(peer.get(), SOMEBODY));
    }

    static HistoryReport.Spell without(HistoryReport.Spell finding) {
        Optional<String> peer = peer(finding.rule(), finding.address());
        return peer.isEmpty()
                ? finding
                : new HistoryReport.Spell(
                        finding.rule(),
                        finding.severity(),
                        finding.namespace(),
                        Optional.of(SOMEBODY),
                        finding.begin(),
                        finding.end(),
                        finding.summary().replace(peer.get(), SOMEBODY));
    }
}
