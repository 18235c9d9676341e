package dev.raingauge.monitor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose drops they were. */
class DropLedgerTest {
    private final ToyKernel kernel = new ToyKernel();
    private final Tracker tracker = new Tracker(ToyKernel.NAMESPACE);

    @Test
    void aDroppedSynIsCountedOnce() {
        ToyKernel.Socket server = full(80, 2);
        look();
        times(7, server::overflow);
        look();
        DropShare drops = drops(server);
        assertThat(drops.own()).isEqualTo(7);
        assertThat(drops.overflows()).isEqualTo(7);
        assertThat(drops.noise()).isZero();
        assertThat(drops.confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void aDroppedFinalAckIsOneOverflowAndTwoOwnDrops() {
        ToyKernel.Socket server = full(80, 2);
        look();
        times(7, server::overflowAtFinalAck);
        look();
        DropShare drops = drops(server);
        assertThat(drops.own()).isEqualTo(14);
        assertThat(drops.overflows()).isEqualTo(7);
        assertThat(drops.noise()).isEqualTo(7);
    }

    @Test
    void aScannedListenerIsNotBlamedForAnothersOverflow() {
        ToyKernel.Socket scanned = kernel.listen(22, 128);
        ToyKernel.Socket server = full(80, 2);
        look();
        for (int i = 0; i < 10; i++) {
            times(50, scanned::scanned);
            times(3, server::overflow);
            look();
        }
        assertThat(drops(scanned).overflows()).isZero();
        assertThat(drops(scanned).scanned()).isEqualTo(500);
        assertThat(drops(server).overflows()).isEqualTo(30);
        assertThat(drops(server).confidence()).isEqualTo(Confidence.LIKELY);
    }

    /** No sample ever sees the queue full: what is known of the scan decides. */
    @Test
    void aBurstBetweenTwoSamplesIsNotTakenForTheScanBesideIt() {
        ToyKernel.Socket scanned = kernel.listen(22, 128);
        ToyKernel.Socket server = kernel.listen(80, 2);
        look();
        times(20, scanned::scanned);
        look();
        times(20, scanned::scanned);
        server.connect(30);
        server.accept(3);
        look();
        assertThat(drops(scanned).overflows()).isZero();
        assertThat(drops(server).overflows()).isEqualTo(27);
        assertThat(drops(server).confidence()).isEqualTo(Confidence.POSSIBLE);
    }

    @Test
    void twoOverflowsAtOnceAreSharedByTheirOwnDrops() {
        ToyKernel.Socket a = full(80, 2);
        ToyKernel.Socket b = full(81, 5);
        look();
        times(30, a::overflow);
        times(10, b::overflow);
        look();
        assertThat(drops(a).overflows()).isEqualTo(30);
        assertThat(drops(b).overflows()).isEqualTo(10);
    }

    @Test
    void aShortBurstBesideAFullQueueFindsItsOwner() {
        ToyKernel.Socket a = full(80, 2);
        ToyKernel.Socket b = kernel.listen(81, 5);
        look();
        times(30, a::overflow);
        b.connect(16);
        b.accept(6);
        look();
        assertThat(drops(a).overflows()).isEqualTo(30);
        assertThat(drops(b).overflows()).isEqualTo(10);
    }

    /** The namespace's counters are read a moment after the listeners. */
    @Test
    void anOverflowBetweenTheTwoReadingsFindsItsListenerOneSampleLater() {
        ToyKernel.Socket server = full(80, 2);
        look();
        for (int i = 0; i < 20; i++) {
            kernel.pass(100);
            Sample early = kernel.sampleOfQueues();
            server.overflow();
            tracker.add(early.with(kernel.readCounters()));
            times(2, server::overflow);
        }
        look();
        assertThat(drops(server).overflows()).isEqualTo(60);
        assertThat(evidence().unattributedOverflows()).isZero();
    }

    /** Nothing of the overflow shows in the full listener's own counter yet. */
    @Test
    void anOverflowThatShowsLateIsNotTakenForTheScanBesideIt() {
        ToyKernel.Socket scanned = kernel.listen(22, 128);
        ToyKernel.Socket server = full(80, 2);
        look();
        for (int i = 0; i < 10; i++) {
            times(1, scanned::scanned);
            kernel.pass(100);
            Sample early = kernel.sampleOfQueues();
            server.overflow();
            tracker.add(early.with(kernel.readCounters()));
            look();
        }
        assertThat(drops(scanned).overflows()).isZero();
        assertThat(drops(server).overflows()).isEqualTo(10);
        assertThat(evidence().unattributedOverflows()).isZero();
    }

    /** The same in a burst that no sample sees. */
    @Test
    void aScanDoesNotClaimALateBurst() {
        ToyKernel.Socket scanned = kernel.listen(22, 128);
        ToyKernel.Socket server = kernel.listen(80, 2);
        look();
        times(5, scanned::scanned);
        look();
        for (int i = 0; i < 10; i++) {
            times(1, scanned::scanned);
            kernel.pass(100);
            Sample early = kernel.sampleOfQueues();
            server.overflow();
            tracker.add(early.with(kernel.readCounters()));
            look();
        }
        assertThat(drops(scanned).overflows()).isZero();
        assertThat(drops(server).overflows()).isEqualTo(10);
    }

    /** The burst falls between the very first readings, so that its own drops come alone. */
    @Test
    void aBurstAtTheVeryBeginningSpoilsNothing() {
        ToyKernel.Socket server = kernel.listen(80, 2);
        Sample early = kernel.sampleOfQueues();
        times(34, server::overflow);
        tracker.add(early.with(kernel.readCounters()));
        for (int i = 0; i < 5; i++) {
            look();
            times(34, server::overflow);
        }
        look();
        assertThat(drops(server).overflows()).isEqualTo(170);
        assertThat(evidence().unattributedOverflows()).isZero();
    }

    @Test
    void whoeverIsScannedMayOverflowToo() {
        ToyKernel.Socket both = kernel.listen(80, 2);
        look();
        for (int i = 0; i < 10; i++) {
            times(20, both::scanned);
            times(4, both::overflow);
            look();
        }
        look();
        DropShare drops = drops(both);
        assertThat(drops.overflows() + evidence().unattributedOverflows()).isEqualTo(40);
        assertThat(drops.overflows()).isGreaterThan(20);
    }

    @Test
    void lifetimeTotalsAreNobodysFault() {
        ToyKernel.Socket server = full(80, 2);
        times(36, server::overflow);
        server.dropsBeforeWeLooked(1000);
        look();
        look();
        DropShare drops = drops(server);
        assertThat(drops.counter()).isEqualTo(new Change(1036, 1036));
        assertThat(drops.own() + drops.overflows() + drops.noise()).isZero();
    }

    @Test
    void aRestartedListenerBeginsAnew() {
        ToyKernel.Socket old = full(80, 2);
        old.dropsBeforeWeLooked(5000);
        look();
        times(4, old::overflow);
        look();
        old.close();
        ToyKernel.Socket fresh = full(80, 2);
        times(3, fresh::overflow);
        look();
        ListenerEvidence row = row(fresh);
        assertThat(row.drops().overflows()).isEqualTo(7);
        assertThat(row.members()).extracting(MemberEvidence::gone).containsExactly(true, false);
        assertThat(row.members()).extracting(MemberEvidence::born).containsExactly(false, true);
    }

    @Test
    void overflowsOfAListenerThatWasClosedMeanwhileStayUnattributed() {
        ToyKernel.Socket server = full(80, 2);
        look();
        times(9, server::overflow);
        server.close();
        look();
        look();
        assertThat(evidence().unattributedOverflows()).isEqualTo(9);
    }

    @Test
    void aListenerThatAnInconsistentLookMissedHasNoHistory() {
        ToyKernel.Socket server = full(80, 2);
        server.dropsBeforeWeLooked(5000);
        Sample missed =
                Sample.of(
                        kernel.sampleOfQueues().at(),
                        new dev.raingauge.sockdiag.model.QueuePass(List.of(), List.of(), false));
        tracker.add(missed.with(kernel.readCounters()));
        look();
        look();
        assertThat(drops(server).own()).isZero();
        assertThat(row(server).members().getFirst().born()).isFalse();
    }

    @Test
    void nothingIsMatchedAcrossACounterThatWentBack() {
        ToyKernel.Socket server = full(80, 2);
        kernel.bump("TcpExtListenOverflows", 1000);
        look();
        times(5, server::overflow);
        kernel.resetCounters();
        look();
        assertThat(drops(server).overflows()).isZero();
        assertThat(evidence().counters().wentBack()).isTrue();
        times(4, server::overflow);
        look();
        assertThat(drops(server).overflows()).isEqualTo(4);
        assertThat(evidence().counters().growth("TcpExtListenOverflows")).hasValue(4);
    }

    @Test
    void theOwnCounterOfThirtyTwoBitsMayWrap() {
        ToyKernel.Socket server = full(80, 2);
        server.dropsBeforeWeLooked(0xffff_fffeL);
        look();
        times(5, server::overflow);
        look();
        assertThat(drops(server).own()).isEqualTo(5);
        assertThat(drops(server).overflows()).isEqualTo(5);
    }

    @Test
    void refusedSynsGoToTheListenerWithTheFullSynQueue() {
        ToyKernel.Socket flooded = kernel.listen(80, 4);
        ToyKernel.Socket scanned = kernel.listen(22, 128);
        flooded.halfOpen(5);
        scanned.halfOpen(1);
        look();
        times(40, flooded::refuseSyn);
        times(3, flooded::refuseSynForHeadroom);
        times(60, scanned::scanned);
        look();
        assertThat(drops(flooded).synQueue()).isEqualTo(40);
        assertThat(drops(flooded).other()).isEqualTo(3);
        assertThat(drops(flooded).overflows()).isZero();
        assertThat(drops(scanned).synQueue()).isZero();
        assertThat(drops(scanned).scanned()).isEqualTo(60);
    }

    @Test
    void overflowsInThreeSecondsRunningAreSeenAsSuch() {
        ToyKernel.Socket server = full(80, 2);
        look();
        for (int second = 0; second < 4; second++) {
            times(2, server::overflow);
            kernel.pass(1000);
            tracker.add(kernel.sample());
        }
        assertThat(drops(server).secondsRunning()).isEqualTo(4);
        assertThat(drops(server).worstSecond()).isEqualTo(2);
        kernel.pass(5000);
        tracker.add(kernel.sample());
        assertThat(drops(server).secondsRunning()).isZero();
    }

    /**
     * Whatever happens, no listener gets more overflows than its own counter grew by, and all of
     * them together get no more than the namespace counted.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsAttributedThatWasNotCounted(long seed) {
        Random random = new Random(seed);
        List<ToyKernel.Socket> servers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            servers.add(kernel.listen(80 + i / 2, random.nextInt(5)));
        }
        look();
        long before = kernel.counter("TcpExtListenOverflows");
        for (int step = 0; step < 300; step++) {
            int events = random.nextInt(12);
            for (int i = 0; i < events; i++) {
                befall(servers.get(random.nextInt(servers.size())), random.nextInt(9));
            }
            if (random.nextInt(20) == 0) {
                ToyKernel.Socket restarted = servers.remove(random.nextInt(servers.size()));
                restarted.close();
                servers.add(kernel.listen(80 + random.nextInt(3), random.nextInt(5)));
            }
            look();
        }
        look();
        look();
        Evidence evidence = evidence();
        long attributed = 0;
        for (ListenerEvidence row : evidence.listeners()) {
            DropShare drops = row.drops();
            attributed += drops.overflows();
            assertThat(
                            drops.overflows()
                                    + drops.synQueue()
                                    + drops.other()
                                    + drops.deferred()
                                    + drops.scanned()
                                    + drops.noise())
                    .as("seed %d, parts of %s", seed, row.address())
                    .isEqualTo(drops.own());
        }
        long grown = kernel.counter("TcpExtListenOverflows") - before;
        assertThat(attributed + evidence.unattributedOverflows())
                .as("seed %d", seed)
                .isEqualTo(grown);
    }

    private static void befall(ToyKernel.Socket socket, int what) {
        switch (what) {
            case 0, 1, 2 -> socket.connect();
            case 3 -> socket.accept(2);
            case 4 -> socket.overflow();
            case 5 -> socket.overflowAtFinalAck();
            case 6 -> socket.scanned();
            case 7 -> socket.refuseSyn();
            default -> socket.refuseSynForHeadroom();
        }
    }

    private ToyKernel.Socket full(int port, int limit) {
        ToyKernel.Socket socket = kernel.listen(port, limit);
        socket.connect(limit + 1);
        return socket;
    }

    private void look() {
        tracker.add(kernel.pass(100).sample());
    }

    private static void times(int count, Runnable what) {
        for (int i = 0; i < count; i++) {
            what.run();
        }
    }

    private Evidence evidence() {
        return tracker.evidence(Surroundings.NONE);
    }

    private ListenerEvidence row(ToyKernel.Socket socket) {
        return evidence().listeners().stream()
                .filter(row -> row.address().equals(socket.address()))
                .findFirst()
                .orElseThrow();
    }

    private DropShare drops(ToyKernel.Socket socket) {
        return row(socket).drops();
    }
}
