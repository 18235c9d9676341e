package dev.raingauge.monitor.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Sample;
import dev.raingauge.monitor.diagnose.Rules;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.EphemeralPorts;
import dev.raingauge.monitor.sample.NamespaceSample;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.Sysctls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of a recording. */
class ReelTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T03:04:05Z");

    private static Reel reel(int mostEntries) {
        return new Reel(
                new Diagnosis(Rules.STANDARD, _ -> List.of()), "web-1", "6.18", mostEntries);
    }

    /** A listener whose queue holds so many. */
    private static Observation at(long millis, int depth) {
        Instant time = BEGIN.plusMillis(millis);
        long nanos = Duration.between(Instant.EPOCH, time).toNanos();
        QueuePass queues =
                new Sample(Sample.HOST).tcp("0.0.0.0:80", depth, 128, 0, 1).seen().queues();
        var sample =
                new dev.raingauge.monitor.sample.Sample<>(
                        queues, time, nanos, Duration.ZERO, Duration.ZERO);
        var namespace =
                new NamespaceSample(
                        Sample.HOST,
                        true,
                        Source.NETLINK,
                        Optional.of(sample),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Sysctls.NONE,
                        Map.of(),
                        EphemeralPorts.NONE,
                        Map.of(),
                        List.of());
        return new Observation(
                time, nanos, List.of(namespace), Map.of(), Map.of(), List.of(), Map.of());
    }

    private static long depth(Board board) {
        return board.entries().getFirst().row().acceptQueue().depth();
    }

    @Test
    void aBoardEachHalfSecondAndTheLast() {
        Reel reel = reel(1_000);
        for (int i = 0; i <= 22; i++) {
            reel.saw(at(i * 100L, i));
        }
        reel.end();
        assertThat(reel.moments())
                .extracting(Duration::toMillis)
                .containsExactly(0L, 500L, 1_000L, 1_500L, 2_000L, 2_200L);
        assertThat(depth(reel.board(5))).isEqualTo(22);
        assertThat(reel.board(1).time()).contains(BEGIN.plusMillis(500));
        assertThat(reel.board(5).watched()).isEqualTo(Duration.ofMillis(2_200));
    }

    /** What came and went between two boards is in the last minute of the next one. */
    @Test
    void nothingBetweenTwoBoardsIsLost() {
        Reel reel = reel(1_000);
        for (int i = 0; i <= 10; i++) {
            reel.saw(at(i * 100L, i == 7 ? 99 : 0));
        }
        reel.end();
        Board last = reel.board(reel.moments().size() - 1);
        assertThat(last.entries().getFirst().track().peakWithin(10)).isEqualTo(99);
    }

    @Test
    void aLongRecordingHasLongerSteps() {
        Reel reel = reel(50);
        for (int i = 0; i <= 1_000; i++) {
            reel.saw(at(i * 500L, i));
        }
        reel.end();
        List<Duration> moments = reel.moments();
        assertThat(moments.size()).isBetween(20, 51);
        assertThat(moments.getFirst()).isZero();
        assertThat(moments.getLast()).isEqualTo(Duration.ofSeconds(500));
        assertThat(moments).isSorted();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < moments.size(); i++) {
            Duration step = moments.get(i).minus(moments.get(i - 1));
            longest = step.compareTo(longest) > 0 ? step : longest;
        }
        assertThat(longest).isLessThanOrEqualTo(Duration.ofSeconds(500 / 12));
    }

    @Test
    void aClockThatWasSetBackKeepsTheOrder() {
        Reel reel = reel(1_000);
        reel.saw(at(0, 1));
        reel.saw(at(1_000, 2));
        reel.saw(at(400, 3));
        reel.end();
        assertThat(reel.moments()).isSorted();
    }

    @Test
    void whatWasNeverSeenIsEmpty() {
        Reel reel = reel(10);
        reel.end();
        assertThat(reel.isEmpty()).isTrue();
    }
}
