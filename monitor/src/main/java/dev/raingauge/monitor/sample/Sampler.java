package dev.raingauge.monitor.sample;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a host without end, at a bounded cost, on one thread of its own that owns every socket it
 * opens. Whoever wants to know something reads the last observation; nobody can make it look more
 * often.
 */
public final class Sampler implements AutoCloseable {
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(1);

    private final HostSource host;
    private final Ticks ticks;
    private final SamplerOptions options;
    private final List<Consumer<Observation>> subscribers = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile @Nullable Observation latest;
    private volatile boolean stopped;
    private boolean complained;

    public Sampler(HostSource host, Ticks ticks, SamplerOptions options) {
        this.host = host;
        this.ticks = ticks;
        this.options = options;
        this.thread = Thread.ofPlatform().name("sampler").daemon().unstarted(this::run);
    }

    /**
     * Calls {@code subscriber} after each round of queue passes, on the sampler's own thread: it
     * must be quick. What it throws is ignored.
     */
    public void subscribe(Consumer<Observation> subscriber) {
        subscribers.add(subscriber);
    }

    public void start() {
        thread.start();
    }

    /** What was seen last; empty until the first queue pass is done. */
    public Optional<Observation> latest() {
        return Optional.ofNullable(latest);
    }

    private void run() {
        try (var rounds = new Rounds(host, ticks, options, this::publish)) {
            while (!stopped) {
                long sleep = rounds.step();
                if (latest != null) {
                    latest = rounds.observation();
                }
                if (!stopped && sleep > 0) {
                    LockSupport.parkNanos(sleep);
                }
            }
        }
    }

    private void publish(Observation observation) {
        latest = observation;
        for (Consumer<Observation> subscriber : subscribers) {
            try {
                subscriber.accept(observation);
            } catch (RuntimeException e) {
                failedSubscriber(e);
            }
        }
    }

    /** A subscriber's fault must not end the measuring, nor fill a log ten times a second. */
    private void failedSubscriber(RuntimeException e) {
        if (!complained) {
            complained = true;
            System.getLogger("raingauge")
                    .log(
                            System.Logger.Level.WARNING,
                            "a subscriber failed, now and maybe again",
                            e);
        }
    }

    /** Whether it still measures. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** Ends the thread, which closes its sockets; waits a moment for it and no longer. */
    @Override
    public void close() {
        stopped = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            boolean _ = thread.join(PATIENCE_AT_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
