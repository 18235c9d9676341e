package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ProbeAttempt.Acceptance;
import dev.raingauge.monitor.analyse.ProbeListener;
import dev.raingauge.monitor.analyse.QueueSum;
import dev.raingauge.sockdiag.Dial;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerTarget;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a probe can see of the namespace that it connects from: listeners and its own sockets. */
final class ProbeSight {
    private final Sockets sockets;
    private final Owners owners;

    ProbeSight(Sockets sockets, Owners owners) {
        this.sockets = sockets;
        this.owners = owners;
    }

    /** The listener that an attempt will meet, as it was before; and those it will not meet. */
    record Before(Optional<Listening> listening, List<String> elsewhere) {
        static final Before NOTHING = new Before(Optional.empty(), List.of());
    }

    /** The sockets of one address, taken together. */
    record Listening(
            ListenerAddress address, QueueSum queue, OptionalLong drops, List<Long> inodes) {}

    Before before(Endpoint to) throws IOException {
        QueuePass pass = sockets.queues();
        var target =
                new ListenerTarget.Inet(to.toString(), List.of(to.address().unmapped()), to.port());
        Set<ListenerAddress> met = target.among(pass);
        List<String> elsewhere =
                pass.tcp().stream()
                        .filter(at -> at.local().port() == to.port())
                        .map(ListenerAddress::of)
                        .filter(address -> !met.contains(address))
                        .map(ListenerAddress::toString)
                        .distinct()
                        .toList();
        return new Before(listening(met, pass), elsewhere);
    }

    Before before(UnixName name) throws IOException {
        QueuePass pass = sockets.queues();
        Set<ListenerAddress> met = new ListenerTarget.Unix(name.toString(), name).among(pass);
        return new Before(listening(met, pass), List.of());
    }

    private static Optional<Listening> listening(Collection<ListenerAddress> met, QueuePass pass) {
        if (met.isEmpty()) {
            return Optional.empty();
        }
        ListenerAddress address = met.iterator().next();
        var queues = new ArrayList<AcceptQueue>();
        var inodes = new ArrayList<Long>();
        long drops = 0;
        boolean counted = true;
        for (TcpSocket.Listener one : pass.tcp()) {
            if (ListenerAddress.of(one).equals(address)) {
                queues.add(one.acceptQueue());
                inodes.add(one.identity().inode());
                drops += one.drops().orElse(0);
                counted &= one.drops().isPresent();
            }
        }
        for (UnixSocket.Listener one : pass.unix()) {
            if (ListenerAddress.of(one).equals(address)) {
                queues.add(one.acceptQueue());
                inodes.add(one.identity().inode());
                counted = false;
            }
        }
        return queues.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Listening(
                                address,
                                QueueSum.of(queues),
                                counted ? OptionalLong.of(drops) : OptionalLong.empty(),
                                inodes));
    }

    /** The listener before and now; where it has gone meanwhile, as it was. */
    Optional<ProbeListener> listener(Before before) throws IOException {
        if (before.listening().isEmpty()) {
            return Optional.empty();
        }
        Listening then = before.listening().get();
        Listening now = listening(Set.of(then.address()), sockets.queues()).orElse(then);
        List<ProcessRef> processes =
                owners.of(now.inodes()).byInode().values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
        return Optional.of(
                new ProbeListener(
                        now.address().toString(),
                        then.queue(),
                        now.queue(),
                        then.drops(),
                        now.drops(),
                        processes));
    }

    /** The timer of our socket while its SYN is unanswered. */
    Optional<SocketTimer> synTimer(Dial dial, Endpoint to) throws IOException {
        Optional<Endpoint> local = dial.local();
        if (local.isEmpty()) {
            return Optional.empty();
        }
        TcpQuery query = TcpQuery.of(TcpState.SYN_SENT).atSourcePort(local.get().port());
        for (TcpSocket socket : sockets.tcp(query).sockets()) {
            if (socket instanceof TcpSocket.Connection ours
                    && ours.remote().port() == to.port()
                    && ours.remote().address().unmapped().equals(to.address().unmapped())) {
                return Optional.of(ours.timer());
            }
        }
        return Optional.empty();
    }

    /** How the server's end of our connection stands. */
    Acceptance acceptance(Endpoint to, int ourPort) throws IOException {
        TcpQuery query =
                TcpQuery.except(TcpState.LISTEN, TcpState.TIME_WAIT, TcpState.SYN_SENT)
                        .atSourcePort(to.port())
                        .matching(new Filter.Port(Filter.End.REMOTE, ourPort, ourPort));
        for (TcpSocket socket : sockets.tcp(query).sockets()) {
            if (socket instanceof TcpSocket.HalfOpen) {
                return Acceptance.HALF_OPEN;
            }
            if (socket instanceof TcpSocket.Connection server) {
                return server.isWaitingForAccept() ? Acceptance.WAITING : Acceptance.ACCEPTED;
            }
        }
        return Acceptance.UNKNOWN;
    }

    /** Whether our UNIX socket is among those that wait in the listener's queue. */
    Acceptance acceptance(Before before, long ourInode) throws IOException {
        if (before.listening().isEmpty() || ourInode == 0) {
            return Acceptance.UNKNOWN;
        }
        ListenerAddress address = before.listening().get().address();
        for (UnixSocket.Listener listener : sockets.queues().unix()) {
            if (ListenerAddress.of(listener).equals(address)) {
                if (listener.waitingClients().contains(ourInode)) {
                    return Acceptance.WAITING;
                }
                // From /proc the queue is known and not who waits in it.
                return listener.waitingClients().isEmpty() && listener.acceptQueue().depth() > 0
                        ? Acceptance.UNKNOWN
                        : Acceptance.ACCEPTED;
            }
        }
        return Acceptance.UNKNOWN;
    }
}
