package dev.raingauge.monitor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.diagnose.SynFinding.SynCookiesSent;
import dev.raingauge.monitor.diagnose.SynFinding.SynCookiesSent.Reason;
import dev.raingauge.sockdiag.model.Sysctls;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are not connections yet; each rule on both sides of its edge. */
class SynRulesTest {
    private final ToyKernel kernel = new ToyKernel();
    private final Tracker tracker = new Tracker(ToyKernel.NAMESPACE);
    private final ToyKernel.Socket server = kernel.listen(80, 16);
    private final ToyKernel.Socket other = kernel.listen(22, 128);

    @Test
    void aFullSynQueueWithoutCookiesIsNamedWithItsListener() {
        server.halfOpen(17);
        look(() -> times(5, server::refuseSyn));
        assertThat(judge(Map.of("net.ipv4.tcp_syncookies", "0")))
                .singleElement()
                .isInstanceOfSatisfying(
                        SynFinding.SynQueueOverflow.class,
                        found -> {
                            assertThat(found.refused()).isEqualTo(5);
                            assertThat(address(found)).isEqualTo("127.0.0.1:80");
                        });
    }

    @ParameterizedTest
    @CsvSource({"48, 0, 1", "47, 0, 0", "48, 1, 0"}) // three quarters of 64; cookies off
    void theHeadroomRuleNeedsThreeQuartersAndNoCookies(long halfOpen, String cookies, int found) {
        server.halfOpen(halfOpen);
        look(() -> times(5, server::refuseSynForHeadroom));
        assertThat(
                        judge(
                                Map.of(
                                        "net.ipv4.tcp_syncookies",
                                        cookies,
                                        "net.ipv4.tcp_max_syn_backlog",
                                        "64")))
                .hasSize(found)
                .allMatch(SynFinding.SynBacklogHeadroom.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 4, 1, FLOOD",
        "49, 4, 1, MIXED",
        "50, 5, 1, MIXED",
        "50, 4, 2, FLOOD",
        "50, 40, 2, ALWAYS",
        "50, 24, 1, MIXED",
        "50, 25, 1, CLIENTS",
    })
    void whatTheCookiesSpeakFor(long sent, long received, String setting, Reason reason) {
        server.halfOpen(17);
        look(() -> {
            kernel.bump("TcpExtSyncookiesSent", sent);
            kernel.bump("TcpExtTCPReqQFullDoCookies", sent);
            kernel.bump("TcpExtSyncookiesRecv", received);
            kernel.bump("TcpPassiveOpens", received);
        });
        assertThat(judge(Map.of("net.ipv4.tcp_syncookies", setting)))
                .singleElement()
                .isInstanceOfSatisfying(
                        SynCookiesSent.class,
                        found -> {
                            assertThat(found.reason()).isEqualTo(reason);
                            assertThat(found.common().severity())
                                    .isEqualTo(
                                            reason == Reason.FLOOD
                                                    ? Severity.WARNING
                                                    : Severity.INFO);
                        });
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "9, 0"})
    void tenRequestsTakenBackAreAScan(int packets, int found) {
        look(() -> times(packets, server::scanned));
        assertThat(judge(Map.of())).hasSize(found).allMatch(SynFinding.PortScan.class::isInstance);
    }

    /** A reset on overflow raises the same counters as a scan. */
    @Test
    void resetsOnOverflowAreNoScan() {
        server.connect(17);
        look(() ->
                times(
                        30,
                        () -> {
                            server.overflowAtFinalAck();
                            kernel.bump("TcpExtEmbryonicRsts", 1);
                        }));
        assertThat(judge(Map.of())).noneMatch(SynFinding.PortScan.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 1", "9, 9, 0", "12, 10, 0"})
    void deferredRequestsMustPileUp(long before, long after, int found) {
        server.halfOpen(before);
        tracker.add(kernel.sample());
        times(
                12,
                () -> {
                    kernel.bump("TcpExtTCPDeferAcceptDrop", 1);
                    server.dropsBeforeWeLooked(1);
                });
        server.halfOpen(after);
        tracker.add(kernel.pass(100).sample());
        assertThat(judge(Map.of()))
                .hasSize(found)
                .allMatch(SynFinding.DeferredAccept.class::isInstance);
    }

    @Test
    void nothingIsSaidOfWhatHappenedBefore() {
        times(50, server::scanned);
        times(50, other::refuseSyn);
        kernel.bump("TcpExtSyncookiesSent", 1000);
        look(() -> {});
        assertThat(judge(Map.of("net.ipv4.tcp_syncookies", "0"))).isEmpty();
    }

    private void look(Runnable between) {
        tracker.add(kernel.sample());
        between.run();
        tracker.add(kernel.pass(100).sample());
    }

    private static void times(int count, Runnable what) {
        for (int i = 0; i < count; i++) {
            what.run();
        }
    }

    private List<Finding> judge(Map<String, String> settings) {
        return Rules.STANDARD.judge(
                tracker.evidence(Surroundings.NONE.with(new Sysctls(settings))));
    }

    private static String address(Finding finding) {
        return finding.common().subject().address().orElse("");
    }
}
