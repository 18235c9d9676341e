package dev.raingauge.lab.scenario;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.Datagrams;
import dev.raingauge.lab.act.PacketSender;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerProcess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a scenario is played: its namespace, its servers, and one thread on which everything that
 * clients do happens.
 */
final class Stage implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Something that is done on the stage's thread. */
    @FunctionalInterface
    interface Act {
        void play() throws IOException;
    }

    private final Lab lab;
    private final LabNamespace namespace;
    private final Deque<AutoCloseable> props = new ArrayDeque<>();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("rg-lab-stage").factory());
    private @Nullable LabNamespace elsewhere;
    private @Nullable LabNamespace peer;

    private Stage(Lab lab, LabNamespace namespace) {
        this.lab = lab;
        this.namespace = namespace;
    }

    static Stage open(Lab lab, String name) throws IOException {
        var stage = new Stage(lab, lab.namespace(name));
        var _ = stage.thread.schedule(stage::clear, LONGEST.toSeconds(), TimeUnit.SECONDS);
        return stage;
    }

    LabNamespace namespace() {
        return namespace;
    }

    /** The namespace of clients that come over a network; made when first asked for. */
    LabNamespace peer() throws IOException {
        LabNamespace known = peer;
        if (known == null) {
            known = namespace.peer();
            peer = known;
        }
        return known;
    }

    /** A second namespace that has nothing to do with the first; made when first asked for. */
    LabNamespace elsewhere() throws IOException {
        LabNamespace known = elsewhere;
        if (known == null) {
            known = lab.namespace("elsewhere");
            elsewhere = known;
        }
        return known;
    }

    Optional<LabNamespace> madeElsewhere() {
        return Optional.ofNullable(elsewhere);
    }

    /** Starts a process with servers; the first plan's descriptor limit is the process's. */
    ServerProcess serve(ServerPlan... plans) throws IOException {
        return serveIn(namespace, "lab-server", plans);
    }

    ServerProcess serveIn(LabNamespace where, String name, ServerPlan... plans) throws IOException {
        for (ServerPlan plan : plans) {
            if (plan.address().startsWith(LabNamespace.ADDRESS + ":")) {
                var _ = peer(); // without it there is no such address
            }
        }
        return keep(ServerProcess.start(where, name, plans));
    }

    /** Clients on the same host. */
    Crowd crowd(String target) {
        return crowdFrom(namespace, target);
    }

    Crowd crowdFrom(LabNamespace from, String target) {
        return keep(new Crowd(from, target));
    }

    /** Somebody who sends datagrams from the same host. */
    Datagrams datagrams(String target) throws IOException {
        return keep(Datagrams.open(namespace, target));
    }

    PacketSender packets(String target, int port) throws IOException {
        return keep(PacketSender.open(peer(), target, port));
    }

    <T extends AutoCloseable> T keep(T prop) {
        synchronized (props) {
            props.push(prop);
        }
        return prop;
    }

    /** Does something again and again, the first time at once, until the stage is closed. */
    void every(int milliseconds, Act act) {
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> play(act), 0, milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Lets some clients come again and again; they leave when their time is over. */
    void visits(Crowd crowd, int number, int milliseconds) {
        every(
                milliseconds,
                () -> {
                    crowd.arrive(number);
                    crowd.tick();
                });
    }

    /** The same, but so many in all; those who wanted to leave still do. */
    void atMost(int most, Crowd crowd, int number, int milliseconds) {
        every(
                milliseconds,
                () -> {
                    if (crowd.came() < most) {
                        crowd.arrive(Math.min(number, most - crowd.came()));
                    }
                    crowd.tick();
                });
    }

    /** The same, but no more come once so many are present. */
    void upTo(int most, Crowd crowd, int number, int milliseconds) {
        every(
                milliseconds,
                () -> {
                    if (crowd.present() < most) {
                        crowd.arrive(Math.min(number, most - crowd.present()));
                    }
                    crowd.tick();
                });
    }

    /** Does something once, later. */
    void after(int milliseconds, Act act) {
        var _ = thread.schedule(() -> play(act), milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Waits, on the thread that begins a scenario. */
    static void pause(int milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void play(Act act) {
        if (failure.get() != null) {
            return;
        }
        try {
            act.play();
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, new IOException("the scenario stumbled: " + e, e));
        }
    }

    /**
     * Does something while the clients hold their breath: nothing else happens on the stage's
     * thread, so figures that are read one after the other belong together.
     */
    <T> T between(Callable<T> look) throws IOException {
        try {
            return thread.submit(look).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (RejectedExecutionException e) {
            throw new IOException("the scenario is over", e);
        } catch (ExecutionException e) {
            throw new IOException("cannot look at " + namespace + ": " + e.getCause(), e);
        }
    }

    /** Complains if an act failed. */
    void check() throws IOException {
        IOException known = failure.get();
        if (known != null) {
            throw known;
        }
    }

    private void clear() {
        for (AutoCloseable prop = next(); prop != null; prop = next()) {
            try {
                prop.close();
            } catch (Exception theRestMustGoToo) {
                failure.compareAndSet(null, new IOException(theRestMustGoToo));
            }
        }
        Optional.ofNullable(elsewhere).ifPresent(LabNamespace::close);
        Optional.ofNullable(peer).ifPresent(LabNamespace::close);
        namespace.close();
    }

    private @Nullable AutoCloseable next() {
        synchronized (props) {
            return props.poll();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clear();
    }
}
