package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.ConnectionCollector;
import dev.raingauge.monitor.diagnose.DatagramQueue;
import dev.raingauge.monitor.diagnose.DeepLook;
import dev.raingauge.monitor.diagnose.Sample;
import dev.raingauge.monitor.diagnose.Surroundings;
import dev.raingauge.monitor.diagnose.Tracker;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One namespace under observation: takes its samples, each part of them as often as its cost
 * allows.
 */
final class Watching {
    private static final Duration WAITS = Duration.ofMillis(300);
    private static final Duration STATES = Duration.ofMillis(900);

    /** Looks at single connections in an observation, the first and the last included. */
    private static final int DEEP_LOOKS = 4;

    private static final int MOST_DATAGRAM_SOCKETS = 200;

    private final Host host;
    private final Seat seat;
    private final Pace pace;
    private final Tracker tracker;
    private final SocketLeaks leaks;
    private final Turns waits = new Turns(WAITS);
    private final Turns states = new Turns(STATES);
    private final Turns deep;
    private final boolean closely;
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private Optional<Sample> last = Optional.empty();
    private boolean ended;
    private boolean consistent = true;

    /**
     * A namespace that is not looked at yet.
     *
     * @param closely whether to look at single connections and for leaks, too
     */
    Watching(Host host, Seat seat, Pace pace, Duration length, boolean closely) {
        this.host = host;
        this.seat = seat;
        this.pace = pace;
        this.closely = closely;
        this.tracker = new Tracker(seat.namespace());
        this.leaks = new SocketLeaks(host, seat);
        this.deep = new Turns(length.dividedBy(DEEP_LOOKS - 1));
    }

    Seat seat() {
        return seat;
    }

    Tracker tracker() {
        return tracker;
    }

    /** Processes whose sockets that no list shows became more. */
    List<Surroundings.Leak> leaks() {
        return ended ? List.of() : leaks.leaks();
    }

    /** What was seen last; empty before the first look. */
    Optional<Sample> last() {
        return last;
    }

    boolean ended() {
        return ended;
    }

    boolean consistent() {
        return consistent;
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    Source source() throws IOException {
        return seat.sockets().source();
    }

    /** Adds what could not be looked at. */
    void notSeen(List<Gap> more) {
        gaps.addAll(more);
    }

    /**
     * Takes a sample.
     *
     * @param at since the observation began
     * @param edge whether it is the first or the last: everything is looked at
     * @throws IOException only if the very first look fails
     */
    void sample(Duration at, boolean edge) throws IOException {
        if (ended) {
            return;
        }
        try {
            Sample sample = look(at, edge);
            last = Optional.of(sample);
            tracker.add(sample);
        } catch (IOException e) {
            if (at.isZero()) {
                throw e;
            }
            ended = true;
            gaps.add(
                    new Gap(
                            "namespace %s after %d s"
                                    .formatted(seat.namespace().name(), at.toSeconds()),
                            reason(e),
                            ""));
        }
    }

    private Sample look(Duration at, boolean edge) throws IOException {
        Sockets sockets = seat.sockets();
        QueuePass queues = sockets.queues();
        consistent &= queues.consistent();
        Sample sample = Sample.of(at, queues);
        sample = sample.with(host.counters(seat.place()));
        if (edge || waits.due(at)) {
            Duration began = pace.now();
            sample = sample.with(sockets.waits(queues, waiting(queues)));
            waits.done(at, at.plus(pace.now().minus(began)));
        }
        if (edge || states.due(at)) {
            Duration began = pace.now();
            sample = sample.with(sockets.states(queues));
            states.done(at, at.plus(pace.now().minus(began)));
        }
        if (edge || deep.due(at)) {
            Duration began = pace.now();
            sample = sample.with(host.sockStat(seat.place()));
            if (closely) {
                sample = sample.with(deepLook(queues));
                leaks.look();
            }
            deep.done(at, at.plus(pace.now().minus(began)));
        }
        return sample;
    }

    private static Set<ListenerAddress> waiting(QueuePass queues) {
        var waiting = new LinkedHashSet<ListenerAddress>();
        for (TcpSocket.Listener listener : queues.tcp()) {
            if (listener.acceptQueue().depth() > 0) {
                waiting.add(ListenerAddress.of(listener));
            }
        }
        return waiting;
    }

    private DeepLook deepLook(QueuePass queues) throws IOException {
        var collector = new ConnectionCollector(queues);
        boolean whole =
                seat.sockets().walk(TcpQuery.except(TcpState.LISTEN, TcpState.SYN_RECV), collector);
        consistent &= whole;
        return new DeepLook(collector.look(), host.udp(seat.place()), datagrams());
    }

    /** Asked only of those that have something unread: an empty one has room. */
    private List<DatagramQueue> datagrams() throws IOException {
        var queues = new ArrayList<DatagramQueue>();
        for (UnixSocket socket : seat.sockets().unix().sockets()) {
            if (queues.size() < MOST_DATAGRAM_SOCKETS
                    && socket instanceof UnixSocket.Plain plain
                    && plain.kind() == UnixSocket.Kind.DATAGRAM
                    && !plain.name().isUnnamed()
                    && plain.queues().isPresent()
                    && plain.queues().get().unreadBytes() > 0) {
                isFull(plain)
                        .ifPresent(full ->
                                queues.add(
                                        new DatagramQueue(
                                                plain.name(), plain.identity().inode(), full)));
            }
        }
        return queues;
    }

    private Optional<Boolean> isFull(UnixSocket.Plain socket) {
        try {
            return host.isFull(seat.place(), socket.name());
        } catch (IOException mayNotBeAsked) {
            return Optional.empty();
        }
    }

    static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
