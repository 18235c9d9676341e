package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.fleet.FleetException;
import dev.raingauge.monitor.fleet.FleetReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** However many look, the server is asked seldom, and a look never takes long. */
class FleetWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(20);

    private final AtomicLong clock = new AtomicLong(Duration.ofDays(3).toNanos());
    private final AtomicInteger asked = new AtomicInteger();

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static FleetReport report(Duration since, long hosts) {
        return new FleetReport(
                Instant.EPOCH, "http://p", since, hosts, 2, List.of(), List.of(), List.of());
    }

    @Test
    void manyViewersAskOnce() throws Exception {
        var watch = new FleetWatch(since -> report(since, asked.incrementAndGet()), clock::get);
        try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks =
                    java.util.stream.IntStream.range(0, 200)
                            .<Future<?>>mapToObj(_ ->
                                    viewers.submit(() -> {
                                        watch.await(FleetPeriod.HOUR, PATIENCE);
                                        return watch.standing(FleetPeriod.HOUR);
                                    }))
                            .toList();
            for (Future<?> look : looks) {
                assertThat(look.get().toString()).contains("hosts=1,");
            }
        }
        pass(FleetWatch.PAUSE.minusMillis(1));
        watch.await(FleetPeriod.HOUR, PATIENCE);
        assertThat(asked).hasValue(1);
        assertThat(watch.standing(FleetPeriod.HOUR).age())
                .isEqualTo(FleetWatch.PAUSE.minusMillis(1));
        pass(Duration.ofMillis(1));
        watch.await(FleetPeriod.HOUR, PATIENCE);
        assertThat(asked).hasValue(2);
        assertThat(watch.standing(FleetPeriod.HOUR).age()).isZero();
        watch.await(FleetPeriod.DAY, PATIENCE);
        assertThat(watch.standing(FleetPeriod.DAY).report().orElseThrow().since())
                .isEqualTo(Duration.ofDays(1));
        assertThat(watch.standing(FleetPeriod.WEEK).report()).isEmpty();
    }

    @Test
    void theLastAnswerStaysWhileTheServerIsAway() throws Exception {
        var watch =
                new FleetWatch(
                        since -> {
                            if (asked.incrementAndGet() == 2) {
                                throw new FleetException("http://p refuses the connection");
                            }
                            return report(since, 7);
                        },
                        clock::get);
        watch.await(FleetPeriod.HOUR, PATIENCE);
        pass(FleetWatch.PAUSE);
        watch.await(FleetPeriod.HOUR, PATIENCE);
        FleetWatch.Standing away = watch.standing(FleetPeriod.HOUR);
        assertThat(away.error()).contains("http://p refuses the connection");
        assertThat(away.report().orElseThrow().hosts()).isEqualTo(7);
        assertThat(away.age()).isEqualTo(FleetWatch.PAUSE);
        watch.await(FleetPeriod.HOUR, PATIENCE);
        assertThat(asked).as("a server that is away is left in peace, too").hasValue(2);
        pass(FleetWatch.PAUSE);
        watch.await(FleetPeriod.HOUR, PATIENCE);
        assertThat(watch.standing(FleetPeriod.HOUR).error()).isEmpty();
        assertThat(watch.standing(FleetPeriod.HOUR).age()).isZero();
    }

    @Test
    void aSlowServerHoldsNobodyUpAndIsAskedLess() throws Exception {
        var answers = new CountDownLatch(1);
        var watch =
                new FleetWatch(
                        since -> {
                            asked.incrementAndGet();
                            try {
                                answers.await();
                            } catch (InterruptedException e) {
                                throw new FleetException("ended", e);
                            }
                            return report(since, 7);
                        },
                        clock::get);
        watch.await(FleetPeriod.HOUR, IMPATIENT);
        pass(Duration.ofSeconds(4));
        watch.await(FleetPeriod.HOUR, IMPATIENT);
        FleetWatch.Standing late = watch.standing(FleetPeriod.HOUR);
        assertThat(late.report()).isEmpty();
        assertThat(late.error()).contains("its answer has been awaited for 4 s");
        answers.countDown();
        watch.await(FleetPeriod.HOUR, PATIENCE);
        assertThat(watch.standing(FleetPeriod.HOUR).report()).isPresent();
        pass(Duration.ofSeconds(39));
        watch.await(FleetPeriod.HOUR, PATIENCE);
        assertThat(asked).as("four seconds of work, forty of rest").hasValue(1);
        pass(Duration.ofSeconds(1));
        watch.await(FleetPeriod.HOUR, PATIENCE);
        assertThat(asked).hasValue(2);
    }
}
