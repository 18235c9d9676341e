package dev.raingauge.micrometer;

import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.SockDiagException;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.Gap;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of this process as meters: who waits to be accepted, how long, how many
 * were turned away. It finds them through the process's own descriptors, so that nothing has to be
 * registered and no privilege is needed; a library's listener is seen like one's own.
 *
 * {@snippet :
 * var metrics = new ListenerMetrics();
 * metrics.bindTo(registry);
 * // ...
 * metrics.close();
 * }
 *
 * <p>Tags of all meters: {@code protocol} and {@code address}. A thread of its own looks five times
 * a second; reading a meter never asks the kernel. Meters of a listener that is closed go away.
 *
 * <ul>
 *   <li>{@code raingauge.listener.accept.queue}: connections that wait for {@code accept()}
 *   <li>{@code raingauge.listener.accept.queue.limit}: what {@code listen()} was granted; the queue
 *       is full at one more
 *   <li>{@code raingauge.listener.accept.queue.utilization}: depth / (limit + 1) in every look; its
 *       maximum shows a burst that no sample of a gauge would
 *   <li>{@code raingauge.listener.accept.wait}: how long each waiting connection had waited, at
 *       each look at a queue that is not empty, once a second at most
 *   <li>{@code raingauge.listener.drops}: packets that the listener dropped. Scans count too, and a
 *       dropped final ACK counts twice
 *   <li>{@code raingauge.listener.connections}: with {@code state} {@code active} or {@code
 *       close_wait}, every ten seconds, less often on a host with very many connections
 * </ul>
 *
 * <p>Where the kernel offers no sock_diag, {@code /proc} answers: limits, drops and waiting times
 * are then missing, and {@link #gaps} says so. The process must be started with {@code
 * --enable-native-access=dev.raingauge.sockdiag} (or {@code ALL-UNNAMED} on the class path).
 */
public final class ListenerMetrics implements MeterBinder, AutoCloseable {
    private static final Duration USUAL = Duration.ofMillis(200);

    private final Tags tags;
    private final Duration pause;
    private final List<BoundRegistry> registries = new CopyOnWriteArrayList<>();
    private volatile List<Gap> gaps = List.of();
    private @Nullable Thread thread;

    /** Looks five times a second. */
    public ListenerMetrics() {
        this(List.of(), USUAL);
    }

    /**
     * Looks at a pace of one's own.
     *
     * @param tags for every meter
     * @param pause between two looks at the queues, at least 10 ms
     */
    public ListenerMetrics(Iterable<Tag> tags, Duration pause) {
        if (pause.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("a pause of " + pause + "; 10 ms is the least");
        }
        this.tags = Tags.of(tags);
        this.pause = pause;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        registries.add(new BoundRegistry(registry, tags));
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("raingauge-listeners").start(this::watch);
        }
    }

    /** What could not be looked at, in words; empty where all is well. */
    public List<Gap> gaps() {
        return gaps;
    }

    /** Ends the looking and takes the meters away. */
    @Override
    public synchronized void close() {
        Thread looking = thread;
        if (looking != null) {
            looking.interrupt();
            try {
                looking.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
        registries.forEach(BoundRegistry::clear);
        registries.clear();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Sockets sockets = open()) {
                look(sockets);
            } catch (IOException failed) {
                gaps = List.of(new Gap("listeners", String.valueOf(failed.getMessage()), ""));
                registries.forEach(BoundRegistry::clear);
                sleep(Duration.ofSeconds(10));
            }
        }
    }

    private static Sockets open() throws IOException {
        try {
            return SockDiag.open();
        } catch (SockDiagException noSockDiag) {
            return SockDiag.openProc(Path.of("/proc"), (int) ProcessHandle.current().pid());
        }
    }

    private void look(Sockets sockets) throws IOException {
        var own = new OwnSockets(Path.of("/proc/self/fd"));
        var looking = new Looking(sockets, own, System.nanoTime());
        while (!Thread.currentThread().isInterrupted()) {
            Look look = looking.look(System.nanoTime());
            gaps = gaps(sockets);
            registries.forEach(registry -> registry.update(look));
            sleep(pause);
        }
    }

    private static List<Gap> gaps(Sockets sockets) {
        var gaps = new ArrayList<Gap>(sockets.gaps());
        switch (sockets.source()) {
            case NETLINK -> {}
            case PROCFS ->
                    gaps.add(
                            new Gap(
                                    "limits, drops and waiting times",
                                    "the kernel offers no sock_diag, /proc was read",
                                    ""));
        }
        return List.copyOf(gaps);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
