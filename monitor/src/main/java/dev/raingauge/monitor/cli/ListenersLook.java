package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ListenerFigures;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.sockdiag.Cgroups;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerTarget;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Looks at listeners: their queues, and as much of the rest as is wanted. */
final class ListenersLook {
    /** From so many connections on, a second thread is worth its start. */
    private static final long MANY = 50_000;

    private final Lookout lookout;
    private final List<ListenerTarget> targets;
    private final Depth depth;
    private final Set<ListenerTarget> missing = new LinkedHashSet<>();

    /** How closely to look. */
    enum Depth {
        /** Queues and owners alone. */
        BARE,
        /** Queues, waits and owners: no walk of the host's hash table but for those who wait. */
        QUEUES,
        /** Also what became of each listener's connections. */
        CONNECTIONS
    }

    /**
     * A look at some listeners.
     *
     * @param targets those that are wanted; none: all
     */
    ListenersLook(Lookout lookout, List<ListenerTarget> targets, Depth depth) {
        this.lookout = lookout;
        this.targets = List.copyOf(targets);
        this.depth = depth;
    }

    /** Looks now. */
    ListenersReport report() throws IOException, Failure {
        missing.clear();
        missing.addAll(targets);
        Lookout.Seen<SeenListeners> seen = lookout.look(this::at, this::owned);
        return ListenersReport.of(seen.look(), seen.namespaces());
    }

    /** The targets that nobody listened on when last looked, in any of the namespaces. */
    Set<ListenerTarget> missing() {
        return missing;
    }

    /** Looks at one namespace; owners are better looked up for all together. */
    SeenListeners at(Seat seat, Lookout.Notes notes) throws IOException {
        Sockets sockets = seat.sockets();
        notes.source(sockets.source());
        var parts = new InParts(sockets.source(), notes);
        QueuePass all = parts.queues(sockets);
        notes.consistent(all.consistent());
        QueuePass wanted = wanted(all);
        var inet = new LinkedHashSet<ListenerAddress>();
        wanted.tcp().forEach(listener -> inet.add(ListenerAddress.of(listener)));
        return new SeenListeners(
                seat.namespace(),
                wanted,
                depth == Depth.CONNECTIONS
                        ? figures(seat, all, wanted, inet, notes, parts)
                        : Map.of(),
                depth == Depth.BARE ? Map.of() : waits(sockets, all, wanted),
                Map.of(),
                Map.of(),
                interfaces(seat, wanted));
    }

    private QueuePass wanted(QueuePass all) {
        if (targets.isEmpty()) {
            return all;
        }
        var named = new HashSet<ListenerAddress>();
        for (ListenerTarget target : targets) {
            Set<ListenerAddress> found = target.among(all);
            if (!found.isEmpty()) {
                missing.remove(target);
            }
            named.addAll(found);
        }
        return new QueuePass(
                all.tcp().stream().filter(at -> named.contains(ListenerAddress.of(at))).toList(),
                all.unix().stream().filter(at -> named.contains(ListenerAddress.of(at))).toList(),
                all.consistent());
    }

    private Map<ListenerAddress, ListenerFigures> figures(
            Seat seat,
            QueuePass all,
            QueuePass wanted,
            Set<ListenerAddress> inet,
            Lookout.Notes notes,
            InParts parts)
            throws IOException {
        var figures = new HashMap<ListenerAddress, ListenerFigures>();
        if (!inet.isEmpty()) {
            Optional<CensusPass> seen =
                    parts.read("connections of TCP listeners", () -> census(seat, all, inet));
            if (seen.isPresent()) {
                notes.consistent(seen.get().consistent());
                seen.get()
                        .listeners()
                        .forEach((at, counts) -> figures.put(at, ListenerFigures.of(counts)));
            }
        }
        if (!wanted.unix().isEmpty()) {
            Map<ListenerAddress, Long> active = seat.sockets().unixActive(wanted);
            for (UnixSocket.Listener listener : wanted.unix()) {
                ListenerAddress at = ListenerAddress.of(listener);
                figures.merge(
                        at,
                        ListenerFigures.ofUnix(
                                OptionalLong.of(active.getOrDefault(at, 0L)),
                                listener.acceptQueue().depth()),
                        ListenersLook::together);
            }
        }
        return figures;
    }

    /** Two sockets with the same name and no file to tell them apart wait in one row. */
    private static ListenerFigures together(ListenerFigures a, ListenerFigures b) {
        return ListenerFigures.ofUnix(a.active(), a.waiting().orElse(0) + b.waiting().orElse(0));
    }

    private CensusPass census(Seat seat, QueuePass all, Set<ListenerAddress> inet)
            throws IOException {
        return targets.isEmpty() && isMany(seat)
                ? seat.sockets().census(all, Math.min(2, processors()))
                : seat.sockets().censusOf(all, inet);
    }

    /** Whether a second thread is worth it; not where that cannot be read. */
    private boolean isMany(Seat seat) {
        try {
            return lookout.host().sockStat(seat.place()).get("TCP", "inuse").orElse(0) >= MANY;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private int processors() {
        int here = Runtime.getRuntime().availableProcessors();
        return lookout.fact("processors", () -> Optional.of(Integer.toString(here)))
                .map(Integer::parseInt)
                .orElse(here);
    }

    private static Map<ListenerAddress, List<AcceptWait>> waits(
            Sockets sockets, QueuePass all, QueuePass wanted) throws IOException {
        var queued = new HashSet<ListenerAddress>();
        for (TcpSocket.Listener listener : wanted.tcp()) {
            if (listener.acceptQueue().depth() > 0) {
                queued.add(ListenerAddress.of(listener));
            }
        }
        return queued.isEmpty() ? Map.of() : sockets.waits(all, queued);
    }

    private static List<SocketIdentity> identities(QueuePass pass) {
        var identities = new ArrayList<SocketIdentity>();
        pass.tcp().forEach(listener -> identities.add(listener.identity()));
        pass.unix().forEach(listener -> identities.add(listener.identity()));
        return identities;
    }

    /** Adds who holds the sockets: one pass over all processes serves every namespace. */
    List<SeenListeners> owned(List<SeenListeners> found, Lookout.Notes notes) {
        List<Long> inodes =
                found.stream()
                        .flatMap(seen -> identities(seen.queues()).stream())
                        .map(SocketIdentity::inode)
                        .filter(inode -> inode != 0)
                        .toList();
        if (inodes.isEmpty()) {
            return found;
        }
        Owners.Found owners = lookout.owners().of(inodes);
        notes.gaps(owners.gaps());
        return found.stream()
                .map(seen -> seen.with(owners.byInode(), cgroups(seen.queues(), owners.byInode())))
                .toList();
    }

    /** The kernel tells the cgroup of a TCP socket; that of a UNIX socket is its owner's. */
    private Map<Long, String> cgroups(QueuePass pass, Map<Long, List<ProcessRef>> owners) {
        var paths = new HashMap<Long, String>();
        for (SocketIdentity identity : identities(pass)) {
            List<ProcessRef> holders = owners.getOrDefault(identity.inode(), List.of());
            Optional<String> path =
                    identity.cgroupId().isPresent()
                            ? lookout.cgroups().path(identity.cgroupId().getAsLong())
                            : holders.isEmpty()
                                    ? Optional.empty()
                                    : Cgroups.ofProcess(
                                            lookout.host().proc(), holders.getFirst().pid());
            path.ifPresent(known -> paths.put(identity.inode(), known));
        }
        return paths;
    }

    private Map<Integer, String> interfaces(Seat seat, QueuePass pass) {
        boolean any = pass.tcp().stream().anyMatch(listener -> listener.interfaceIndex() != 0);
        Path proc = lookout.host().proc();
        return any
                ? seat.place().pid().map(pid -> InterfaceNames.of(proc, pid)).orElse(Map.of())
                : Map.of();
    }
}
