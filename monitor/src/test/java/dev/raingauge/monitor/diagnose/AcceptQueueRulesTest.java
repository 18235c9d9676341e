package dev.raingauge.monitor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Sysctls;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That an accept queue overflowed, and why; each rule on both sides of its edge. */
class AcceptQueueRulesTest {
    private final ToyKernel kernel = new ToyKernel();
    private final Tracker tracker = new Tracker(ToyKernel.NAMESPACE);
    private final ToyKernel.Socket server = kernel.listen(80, 10);
    private Surroundings around = Surroundings.NONE;

    @Test
    void aQuietHostHasNoFindings() {
        every500ms(20, _ -> {});
        assertThat(judge()).isEmpty();
    }

    @Test
    void aBusyHealthyHostHasNoFindings() {
        for (int i = 0; i < 200; i++) {
            server.accept(8);
            server.connect(8);
            tracker.add(kernel.pass(50).sample());
        }
        assertThat(judge()).isEmpty();
    }

    @Test
    void aFullQueueThatRefusesNobodyIsNoOverflow() {
        every500ms(
                20,
                _ -> {
                    server.accept(11);
                    server.connect(11);
                });
        assertThat(rules()).doesNotContain("accept-queue-overflow");
    }

    @Test
    void oneSampleProvesNothing() {
        server.connect(20);
        tracker.add(kernel.sample());
        assertThat(judge()).isEmpty();
    }

    @Test
    void aStalledAcceptorIsFoundBeforeItsQueueIsFull() {
        server.connect(2);
        every500ms(8, _ -> {});
        assertThat(rules()).containsExactly("acceptor-stalled");
        assertThat(judge().getFirst().common().confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void aStalledAcceptorThatOverflowsIsTheCauseOfIt() {
        every500ms(8, _ -> server.connect(3));
        assertThat(rules()).containsExactlyInAnyOrder("accept-queue-overflow", "acceptor-stalled");
        assertThat(overflow().cause()).contains("acceptor-stalled");
        assertThat(overflow().drops().overflows()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "4, 0"}) // looks 500 ms apart: 2 s, 1.5 s
    void aStallTakesTwoSeconds(int looks, int findings) {
        server.connect(2);
        every500ms(looks, _ -> {});
        assertThat(judge()).hasSize(findings);
    }

    @Test
    void aShortPauseAmongSlowAcceptsIsNoStall() {
        server.connect(9);
        every500ms(
                20,
                i -> {
                    if (i % 4 == 3 && i < 15) { // one every two seconds
                        server.accept(1);
                        server.connect(1);
                    }
                });
        assertThat(rules()).containsExactly("slow-accept");
    }

    @Test
    void aPauseFarLongerThanUsualIsAStall() {
        server.connect(9);
        every500ms(
                20,
                i -> {
                    if (i < 5) {
                        server.accept(1);
                        server.connect(1);
                    }
                });
        assertThat(rules()).containsExactly("acceptor-stalled");
    }

    @ParameterizedTest
    @CsvSource({"100, 100, true", "99, 100, false", "101, 100, true"})
    void anOwnerWithoutDescriptorsIsTheReason(long open, long limit, boolean exhausted) {
        around = owned(process(open, limit, false));
        server.connect(2);
        every500ms(8, _ -> {});
        assertThat(rules())
                .containsExactly(exhausted ? "file-descriptor-limit" : "acceptor-stalled");
    }

    @Test
    void aStoppedProcessIsSaidToBe() {
        around = owned(process(5, 100, true));
        server.connect(2);
        every500ms(8, _ -> {});
        assertThat(judge())
                .singleElement()
                .isInstanceOfSatisfying(
                        QueueFinding.AcceptorStalled.class,
                        stalled -> assertThat(stalled.processStopped()).isTrue());
    }

    @Test
    void slowAcceptsAreCapacity() {
        every500ms(
                20,
                _ -> {
                    server.accept(2);
                    server.connect(4);
                });
        assertThat(rules()).containsExactlyInAnyOrder("accept-queue-overflow", "slow-accept");
        assertThat(overflow().cause()).contains("slow-accept");
        assertThat(overflow().common().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aBurstAgainstASmallQueue() {
        every500ms(
                20,
                i -> {
                    if (i == 10) {
                        server.connect(25);
                        server.accept(11);
                    }
                });
        assertThat(rules()).containsExactlyInAnyOrder("accept-queue-overflow", "burst-overflow");
        assertThat(overflow().common().severity()).isEqualTo(Severity.WARNING);
        assertThat(overflow().drops().overflows()).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({"11, APPLICATION", "10, SOMAXCONN", "9, SOMAXCONN_LOWERED", ", UNKNOWN"})
    void theSideThatBindsIsNamed(String somaxconn, BindingSide side) {
        around = settings(somaxconn == null ? Map.of() : Map.of("net.core.somaxconn", somaxconn));
        every500ms(
                20,
                i -> {
                    if (i == 10) {
                        server.connect(25);
                        server.accept(11);
                    }
                });
        assertThat(judge())
                .filteredOn(QueueFinding.BurstOverflow.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        QueueFinding.BurstOverflow.class,
                        burst -> assertThat(burst.side()).isEqualTo(side));
    }

    @Test
    void theSizingHintAddsWhatWasSeenAndWhatWasRefused() {
        every500ms(
                20,
                i -> {
                    if (i == 10) {
                        server.connect(25);
                    } else {
                        server.accept(11);
                    }
                });
        QueueFinding.BurstOverflow burst =
                judge().stream()
                        .filter(QueueFinding.BurstOverflow.class::isInstance)
                        .map(QueueFinding.BurstOverflow.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertThat(burst.sizing().held()).isEqualTo(11);
        assertThat(burst.sizing().refusedInWorstSecond()).isEqualTo(14);
        assertThat(burst.sizing().limit()).isEqualTo(25);
    }

    @Test
    void overflowsAtOneAddressAndAScanAtAnotherDoNotMix() {
        ToyKernel.Socket scanned = kernel.listen(22, 128);
        every500ms(
                12,
                _ -> {
                    server.connect(4);
                    for (int i = 0; i < 30; i++) {
                        scanned.scanned();
                    }
                });
        assertThat(judge())
                .filteredOn(QueueFinding.AcceptQueueOverflow.class::isInstance)
                .extracting(finding -> finding.common().subject().address().orElseThrow())
                .containsExactly(server.address().toString());
    }

    @Test
    void anOverflowThatEndedBeforeWeLookedIsNoFinding() {
        server.connect(300);
        server.accept(11);
        every500ms(20, _ -> {});
        assertThat(judge()).isEmpty();
    }

    @Test
    void oneFullMemberBesideIdleOnesIsAnImbalance() {
        ToyKernel.Socket idle = kernel.listen(80, 10);
        every500ms(
                10,
                _ -> {
                    server.connect(3);
                    idle.connect(1);
                    idle.accept(1);
                });
        assertThat(rules())
                .containsExactlyInAnyOrder("accept-queue-overflow", "reuseport-imbalance");
        assertThat(overflow().cause()).contains("reuseport-imbalance");
    }

    @Test
    void twoFullMembersAreNoImbalance() {
        ToyKernel.Socket other = kernel.listen(80, 10);
        every500ms(
                10,
                _ -> {
                    server.connect(3);
                    other.connect(3);
                });
        assertThat(rules()).doesNotContain("reuseport-imbalance").contains("acceptor-stalled");
    }

    @Test
    void aLeakedMemberIsFoundBeforeItIsFull() {
        ToyKernel.Socket alive = kernel.listen(80, 10);
        around =
                Surroundings.NONE.withOwners(
                        Map.of(alive.inode(), List.of(process(5, 100, false))), true);
        every500ms(
                20,
                i -> {
                    if (i % 4 == 0) {
                        server.connect(1);
                    }
                    alive.connect(1);
                    alive.accept(1);
                });
        assertThat(judge())
                .singleElement()
                .isInstanceOfSatisfying(
                        QueueFinding.ReuseportImbalance.class,
                        found -> assertThat(found.ownerGone()).isTrue());
    }

    /** What is not visible is not gone. */
    @Test
    void anInvisibleOwnerIsNoLeak() {
        ToyKernel.Socket alive = kernel.listen(80, 10);
        every500ms(
                20,
                _ -> {
                    server.connect(1);
                    alive.connect(1);
                    alive.accept(1);
                });
        assertThat(judge())
                .filteredOn(QueueFinding.ReuseportImbalance.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        QueueFinding.ReuseportImbalance.class,
                        found -> assertThat(found.ownerGone()).isFalse());
    }

    @Test
    void overflowsOfAClosedListenerAreSaidToBeNobodys() {
        server.connect(11);
        every500ms(
                6,
                i -> {
                    if (i == 2) {
                        server.connect(5);
                        server.close();
                    }
                });
        assertThat(judge())
                .singleElement()
                .isInstanceOfSatisfying(
                        QueueFinding.UnattributedOverflow.class,
                        found -> {
                            assertThat(found.packets()).isEqualTo(5);
                            assertThat(found.closedMeanwhile()).containsExactly("127.0.0.1:80");
                        });
    }

    /** Three suspects at most, the longest queue first; who had no queue is none. */
    @Test
    void whereNoListenerTellsItsDropsThoseWithAQueueAreSuspected() {
        kernel.tellNoDropsOfListeners();
        ToyKernel.Socket second = kernel.listen(81, 50);
        ToyKernel.Socket third = kernel.listen(82, 50);
        ToyKernel.Socket fourth = kernel.listen(83, 50);
        kernel.listen(84, 50);
        every500ms(
                4,
                i -> {
                    if (i == 0) {
                        server.connect(9);
                        second.connect(30);
                        third.connect(1);
                        fourth.connect(2);
                        kernel.bump("TcpExtListenOverflows", 3); // full between two looks
                        kernel.bump("TcpExtListenDrops", 3);
                    }
                });
        assertThat(unattributed().packets()).isEqualTo(3);
        assertThat(unattributed().closedMeanwhile()).isEmpty();
        assertThat(unattributed().suspects())
                .containsExactly(
                        "127.0.0.1:81 (30 waited)",
                        "127.0.0.1:80 (9 waited)",
                        "127.0.0.1:83 (2 waited)");
    }

    /** The one that refused was there too briefly to be seen; the others tell what they dropped. */
    @Test
    void whereListenersTellTheirDropsNobodyIsSuspected() {
        every500ms(
                4,
                i -> {
                    server.accept(5);
                    server.connect(5);
                    if (i == 0) {
                        kernel.bump("TcpExtListenOverflows", 3);
                        kernel.bump("TcpExtListenDrops", 3);
                    }
                });
        assertThat(unattributed().packets()).isEqualTo(3);
        assertThat(unattributed().suspects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2000, CRITICAL", "1750, WARNING"})
    void overflowsInThreeSecondsRunningAreCritical(long millis, Severity severity) {
        tracker.add(kernel.sample());
        server.connect(11);
        for (long t = 0; t < millis; t += 250) {
            server.connect(1);
            kernel.pass(250);
            tracker.add(kernel.sample());
        }
        assertThat(overflow().common().severity()).isEqualTo(severity);
    }

    private void every500ms(int samples, IntConsumer what) {
        for (int i = 0; i < samples; i++) {
            tracker.add(kernel.pass(i == 0 ? 0 : 500).sample());
            what.accept(i);
        }
    }

    private List<Finding> judge() {
        return Rules.STANDARD.judge(tracker.evidence(around));
    }

    private List<String> rules() {
        return judge().stream().map(Finding::rule).toList();
    }

    private QueueFinding.AcceptQueueOverflow overflow() {
        return only(QueueFinding.AcceptQueueOverflow.class);
    }

    private QueueFinding.UnattributedOverflow unattributed() {
        return only(QueueFinding.UnattributedOverflow.class);
    }

    private <T extends Finding> T only(Class<T> kind) {
        return judge().stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    private Surroundings owned(ProcessFacts owner) {
        return Surroundings.NONE.withOwners(Map.of(server.inode(), List.of(owner)), true);
    }

    private static Surroundings settings(Map<String, String> values) {
        return Surroundings.NONE.with(new Sysctls(values));
    }

    private static ProcessFacts process(long open, long limit, boolean stopped) {
        return new ProcessFacts(
                7,
                "demo",
                OptionalLong.of(open),
                OptionalLong.of(limit),
                stopped,
                OptionalLong.empty());
    }
}
