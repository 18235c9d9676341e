package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Confidence;
import dev.raingauge.monitor.diagnose.ConnectionFinding;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.Route;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.history.KeptFinding;
import dev.raingauge.monitor.view.FindingsJson;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.Namespace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoundTest {
    private static final String PEER = "203.0.113.7:5432";

    private static Case about(String address) {
        return new Case(
                Severity.WARNING,
                Confidence.CERTAIN,
                new Subject(new Namespace(1, "shop"), Optional.of(address), List.of()),
                List.of(Signal.of("connections", 7)));
    }

    private static final List<Finding> ABOUT_PEERS =
            List.of(
                    new ConnectionFinding.ConnectStalled(about(PEER), 7, 3),
                    new ConnectionFinding.PeerNotReading(about(PEER), 7, 4096, true),
                    new ConnectionFinding.EphemeralPorts(
                            about(PEER),
                            new Route(
                                    IpAddress.parse("192.0.2.1").orElseThrow(),
                                    new Endpoint(
                                            IpAddress.parse("203.0.113.7").orElseThrow(), 5432)),
                            97,
                            100));

    private static String told(Finding finding, boolean loopback) throws IOException {
        Episode episode = new Episode(finding, Instant.EPOCH, Instant.EPOCH, Optional.empty());
        var out = new StringBuilder();
        FindingsJson.writeEpisodes(
                new Look(Instant.EPOCH, "h", "6.1", Set.of(), true, List.of()),
                Duration.ZERO,
                new Found(() -> List.of(episode), loopback).now(),
                out);
        return out.toString();
    }

    @Test
    void whomThisHostTalksToIsToldOnLoopbackOnly() throws IOException {
        for (Finding finding : ABOUT_PEERS) {
            assertThat(told(finding, true)).contains(PEER);
            assertThat(told(finding, false)).doesNotContain("203.0.113.7").contains("shop");
        }
        assertThat(told(new ConnectionFinding.NotReading(about("10.0.0.1:80"), 1, 1), false))
                .contains("10.0.0.1:80");
    }

    /** What was remembered on loopback is not told later to those who come from elsewhere. */
    @Test
    void norIsItToldOfThePast() {
        for (Finding finding : ABOUT_PEERS) {
            var kept =
                    new KeptFinding(
                            finding.rule(),
                            "warning",
                            "shop",
                            1,
                            finding.common().subject().address(),
                            Instant.EPOCH,
                            Optional.empty(),
                            FindingsJson.summary(finding),
                            FindingsJson.text(finding));
            assertThat(kept.toString()).contains(PEER);
            assertThat(KeptPeers.without(kept).toString())
                    .doesNotContain("203.0.113.7")
                    .contains("shop", "another host");
            var spell =
                    new HistoryReport.Spell(
                            kept.rule(),
                            kept.severity(),
                            kept.namespace(),
                            kept.address(),
                            kept.begin(),
                            kept.end(),
                            kept.summary());
            assertThat(KeptPeers.without(spell).toString())
                    .doesNotContain("203.0.113.7")
                    .contains("shop", "another host");
        }
    }
}
