package dev.raingauge.monitor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who waits, how long, and whether it is always the same ones. */
class WaitTrackerTest {
    private final ToyKernel kernel = new ToyKernel();
    private final Tracker tracker = new Tracker(ToyKernel.NAMESPACE);
    private final ToyKernel.Socket server = kernel.listen(80, 10);

    @Test
    void aQueueThatStandsStill() {
        server.connect(3);
        for (int i = 0; i < 10; i++) {
            look(500);
        }
        WaitTrack track = waits();
        assertThat(track.stillLooks()).isEqualTo(10);
        assertThat(track.stillFor()).isEqualTo(Duration.ofMillis(4500));
        assertThat(track.nobodyCame()).isTrue();
        assertThat(track.left()).isZero();
        assertThat(track.longest()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aQueueThatStandsStillAndGrows() {
        for (int i = 0; i < 5; i++) {
            server.connect();
            look(500);
        }
        assertThat(waits().stillLooks()).isEqualTo(5);
        assertThat(waits().nobodyCame()).isFalse();
    }

    @Test
    void aQueueThatRotates() {
        for (int i = 0; i < 10; i++) {
            server.connect(2);
            look(500);
            server.accept(1);
        }
        WaitTrack track = waits();
        assertThat(track.left()).isEqualTo(9);
        assertThat(track.stillLooks()).isEqualTo(1);
    }

    /** A client's reset takes a connection out of the dump, but nobody accepted it. */
    @Test
    void aResetWhileQueuedIsNoAccept() {
        server.connect(4);
        look(500);
        server.resetHead();
        look(500);
        server.resetHead();
        look(500);
        WaitTrack track = waits();
        assertThat(track.left()).isZero();
        assertThat(track.stillLooks()).isEqualTo(3);
    }

    @Test
    void clientsThatGaveUpAreCounted() {
        server.connect(2);
        server.firstClientCloses();
        look(500);
        assertThat(waits().lastClientsGone()).isEqualTo(1);
        assertThat(waits().lastWaiting()).isEqualTo(2);
    }

    @Test
    void thePausesBetweenAcceptsAreRemembered() {
        server.connect(5);
        look(500);
        look(500);
        look(500);
        server.accept(1);
        look(500);
        look(500);
        assertThat(waits().longestStill()).isEqualTo(Duration.ofSeconds(1));
        assertThat(waits().stillFor()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void anEmptyQueueEndsAStretch() {
        server.connect(1);
        look(500);
        look(500);
        server.accept(1);
        look(500);
        server.connect(1);
        look(500);
        assertThat(waits().stillLooks()).isEqualTo(1);
        assertThat(waits().left()).isEqualTo(1);
    }

    private void look(long millis) {
        tracker.add(kernel.pass(millis).sample());
    }

    private WaitTrack waits() {
        return tracker.evidence(Surroundings.NONE).listeners().getFirst().waits();
    }
}
