package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.SocketMark;
import dev.raingauge.monitor.view.SocketRows;
import dev.raingauge.monitor.view.SocketWords;
import dev.raingauge.sockdiag.SockDiagException;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixQuery;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/** Walks over the sockets of one namespace, in ss's order, and shows those that are wanted. */
final class SocketsLook {
    /** What every kernel has; where one of these is not to be had, it is always said. */
    private static final Set<String> COMMON = Set.of("TCP", "UDP", "RAW", "UNIX");

    /** What /proc has a file of, and a kernel may have no diag module for. */
    private static final Set<InetProtocol> IN_FILES =
            Set.of(InetProtocol.UDP, InetProtocol.UDPLITE, InetProtocol.RAW);

    private final SocketsOptions options;
    private final boolean json;
    private final SocketsFilter filter;
    private final LongPredicate inodes;
    private int asked;
    private final List<FileSystemException> unreadable = new ArrayList<>();

    /**
     * @param filter which sockets, as the user wrote it
     * @param json whether everything that is cheap is wanted
     * @param inodes which sockets, by inode
     */
    SocketsLook(SocketsOptions options, SocketsFilter filter, boolean json, LongPredicate inodes) {
        this.options = options;
        this.filter = filter;
        this.json = json;
        this.inodes = inodes;
    }

    /** Looks, and shows each socket to {@code rows}. */
    void walk(Seat seat, Lookout.Notes notes, SocketRows rows) throws IOException {
        Sockets sockets = seat.sockets();
        notes.source(sockets.source());
        rows.begin(seat.namespace());
        var missing = new ArrayList<String>();
        SocketKinds kinds = options.kinds();
        for (OtherSocket.Family family :
                List.of(OtherSocket.Family.NETLINK, OtherSocket.Family.PACKET)) {
            if (kinds.others().contains(family) && filter.asksFor(family)) {
                ask(family.label(), missing, notes, () -> other(sockets, family, rows));
            }
        }
        if (!kinds.unix().isEmpty() && filter.asksForUnix()) {
            ask("UNIX", missing, notes, () -> unix(sockets, rows));
        }
        for (InetProtocol protocol :
                List.of(
                        InetProtocol.RAW,
                        InetProtocol.UDPLITE,
                        InetProtocol.UDP,
                        InetProtocol.TCP,
                        InetProtocol.SCTP,
                        InetProtocol.MPTCP)) {
            if (kinds.inet().contains(protocol) && filter.asksForInternet()) {
                ask(protocol.name(), missing, notes, () -> inet(seat, protocol, notes, rows));
            }
        }
        if (kinds.others().contains(OtherSocket.Family.VSOCK)
                && filter.asksFor(OtherSocket.Family.VSOCK)) {
            ask("vsock", missing, notes, () -> other(sockets, OtherSocket.Family.VSOCK, rows));
        }
        if (!unreadable.isEmpty() && unreadable.size() == asked) {
            throw unreadable.getFirst();
        }
        gap(sockets.source(), missing).ifPresent(notes::gap);
        filter.gap().ifPresent(notes::gap);
    }

    /** A walk over one kind of sockets. */
    @FunctionalInterface
    private interface Walk {
        boolean run() throws IOException;
    }

    private void ask(String kind, List<String> missing, Lookout.Notes notes, Walk walk)
            throws IOException {
        asked++;
        try {
            notes.consistent(walk.run());
        } catch (FileSystemException e) {
            // one file of /proc/net that is kept from us says nothing against the others
            notes.gap(
                    new Gap(
                            kind + " sockets",
                            (e instanceof AccessDeniedException
                                            ? "no permission to read "
                                            : "cannot read ")
                                    + e.getMessage(),
                            ""));
            unreadable.add(e);
        } catch (SockDiagException refused) {
            if (!refused.isNotOffered()) {
                throw refused;
            }
            missing.add(kind);
        } catch (UncheckedIOException thrown) {
            throw thrown.getCause() == null ? new IOException(thrown) : thrown.getCause();
        }
    }

    /** A kernel without a module for some rare kind has no such sockets, as a rule. */
    private Optional<Gap> gap(Source source, List<String> missing) {
        List<String> told =
                options.kinds().explicit() || source == Source.PROCFS
                        ? missing
                        : missing.stream().filter(COMMON::contains).toList();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        String what = String.join(", ", told) + " sockets";
        return Optional.of(
                source == Source.PROCFS
                        ? new Gap(what, "/proc does not show them", "")
                        : new Gap(
                                what,
                                "this kernel does not tell about them",
                                "if it has such sockets, a module is missing: "
                                        + String.join(
                                                ", ",
                                                told.stream().map(SocketsLook::module).toList())));
    }

    private static String module(String kind) {
        return switch (kind) {
            case "UDPLITE" -> "udp_diag";
            case "packet" -> "af_packet_diag";
            default -> kind.toLowerCase(Locale.ROOT) + "_diag";
        };
    }

    private boolean inet(Seat seat, InetProtocol protocol, Lookout.Notes notes, SocketRows rows)
            throws IOException {
        InetQuery query =
                InetQuery.all(protocol).in(options.statesOf(protocol)).with(options.details(json));
        InetVisitor visitor = socket -> show(socket, rows);
        try {
            return filter.walk(seat.sockets(), query, visitor);
        } catch (SockDiagException refused) {
            if (!refused.isNotOffered() || !IN_FILES.contains(protocol)) {
                throw refused;
            }
            return fromFiles(seat, query, notes, visitor, refused);
        }
    }

    /** Some kernels are built without raw_diag or udp_diag, but the files are always there. */
    private boolean fromFiles(
            Seat seat,
            InetQuery query,
            Lookout.Notes notes,
            InetVisitor visitor,
            SockDiagException refused)
            throws IOException {
        boolean consistent;
        try (Sockets files = seat.files()) {
            consistent = filter.walk(files, query, visitor);
        } catch (SockDiagException nobodyLivesThere) {
            throw refused;
        }
        notes.source(Source.PROCFS);
        return consistent;
    }

    private void show(InetRecord socket, SocketRows rows) {
        boolean version =
                options.version().isEmpty()
                        || (options.version().get() == IpAddress.Version.V6) == socket.isV6();
        if (version && inodes.test(socket.inode())) {
            try {
                rows.inet(socket, SocketMark.NONE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean unix(Sockets sockets, SocketRows rows) throws IOException {
        return sockets.walk(
                new UnixQuery(options.states(), options.style().memory()),
                (socket, details) ->
                        show(socket, details, sockets.source() == Source.NETLINK, rows));
    }

    private void show(UnixSocket socket, UnixDetails details, boolean told, SocketRows rows) {
        if (options.kinds().unix().contains(socket.kind())
                && inodes.test(socket.identity().inode())
                && filter.wants(socket, told)) {
            try {
                rows.unix(socket, details, SocketMark.NONE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean other(Sockets sockets, OtherSocket.Family family, SocketRows rows)
            throws IOException {
        return sockets.walk(
                family,
                socket -> {
                    TcpState state = SocketWords.state(socket);
                    if (options.states().contains(state)
                            && inodes.test(socket.inode())
                            && filter.wants(socket)) {
                        try {
                            rows.other(socket, SocketMark.NONE);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                });
    }
}
