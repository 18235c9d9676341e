package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.fleet.FleetException;
import dev.raingauge.monitor.fleet.FleetReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks about the fleet for everybody who looks: one question after the other, and each not again
 * for a while, however many look. Nobody looks: nothing is asked. The last answer stays.
 */
final class FleetWatch {
    /** From the end of one question to the next of its period, at least. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** At most, where an answer takes long: a slow server is not to work for us all the time. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int PAUSES_PER_COST = 10;

    /** Asks. */
    @FunctionalInterface
    interface Inquiring {
        FleetReport about(Duration period) throws FleetException;
    }

    /**
     * What is known of a period.
     *
     * @param report the last answer; empty until there is one
     * @param age since it came; zero where there is none
     * @param error why there is no newer one; empty where the last question was answered
     */
    record Standing(Optional<FleetReport> report, Duration age, Optional<String> error) {}

    /** A question and what came of it. All times are the ticker's. */
    private static final class Asked {
        @Nullable CompletableFuture<Void> running;
        long begun;
        long ended;
        long cost;
        boolean once;
        @Nullable FleetReport report;
        long answered;
        @Nullable String error;
    }

    private final Inquiring inquiring;
    private final LongSupplier nanos;
    private final Map<FleetPeriod, Asked> all = new EnumMap<>(FleetPeriod.class);
    private final ExecutorService asking =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("fleet").factory());

    FleetWatch(Inquiring inquiring, LongSupplier nanos) {
        this.inquiring = inquiring;
        this.nanos = nanos;
        for (FleetPeriod period : FleetPeriod.values()) {
            all.put(period, new Asked());
        }
    }

    /** Has it asked if it is time to, and waits for the answer, but not for long. */
    void await(FleetPeriod period, Duration patience) throws InterruptedException {
        try {
            running(period).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            // The last answer is what there is; standing() says that it is late.
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the fleet could not be asked", fault.getCause());
        }
    }

    private synchronized CompletableFuture<Void> running(FleetPeriod period) {
        Asked asked = of(period);
        if (asked.running != null) {
            return asked.running;
        }
        if (asked.once && nanos.getAsLong() - asked.ended < pauseNanos(asked)) {
            return CompletableFuture.completedFuture(null);
        }
        asked.begun = nanos.getAsLong();
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> ask(period, asked), asking);
        asked.running = running; // end() waits for this monitor, so it comes later
        return running;
    }

    private static long pauseNanos(Asked asked) {
        return Math.clamp(
                asked.error == null ? PAUSES_PER_COST * asked.cost : 0,
                PAUSE.toNanos(),
                LONGEST_PAUSE.toNanos());
    }

    private void ask(FleetPeriod period, Asked asked) {
        long begun = nanos.getAsLong();
        FleetReport report = null;
        String error = "a fault of this program";
        try {
            report = inquiring.about(period.length());
        } catch (FleetException e) {
            error = String.valueOf(e.getMessage());
        } finally {
            end(asked, report, error, begun);
        }
    }

    private synchronized void end(
            Asked asked, @Nullable FleetReport report, String error, long begun) {
        asked.running = null;
        asked.once = true;
        asked.ended = nanos.getAsLong();
        asked.cost = asked.ended - begun;
        asked.error = report == null ? error : null;
        if (report != null) {
            asked.report = report;
            asked.answered = asked.ended;
        }
    }

    /** What is known now. */
    synchronized Standing standing(FleetPeriod period) {
        Asked asked = of(period);
        long now = nanos.getAsLong();
        long silent = asked.running == null ? 0 : (now - asked.begun) / 1_000_000_000L;
        Optional<String> error =
                asked.error != null || silent < 2
                        ? Optional.ofNullable(asked.error)
                        : Optional.of("its answer has been awaited for " + silent + " s");
        return new Standing(
                Optional.ofNullable(asked.report),
                asked.report == null ? Duration.ZERO : Duration.ofNanos(now - asked.answered),
                error);
    }

    private Asked of(FleetPeriod period) {
        Asked asked = all.get(period);
        if (asked == null) {
            throw new AssertionError(period);
        }
        return asked;
    }
}
