package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.CloseReport;
import dev.raingauge.monitor.analyse.CloseReport.Row;
import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.filter.SocketFilter;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.SockDiagException;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for the sockets that are to be closed, and closes them. */
final class CloseLook {
    /** More at once are not closed: whoever means that can say it in parts. */
    private static final int MOST = 100_000;

    private final Lookout lookout;
    private final FilterWords words;
    private final Set<InetProtocol> protocols;
    private final Optional<IpAddress.Version> version;
    private final Set<TcpState> states;

    /**
     * @param states where the filter names none
     */
    CloseLook(
            Lookout lookout,
            FilterWords words,
            Set<InetProtocol> protocols,
            Optional<IpAddress.Version> version,
            Set<TcpState> states) {
        this.lookout = lookout;
        this.words = words;
        this.protocols = protocols;
        this.version = version;
        this.states = states;
    }

    /** The rows of one namespace, and where they may be closed. */
    private record Found(Seat seat, List<Row> rows) {}

    CloseReport report(boolean yes) throws IOException, Failure {
        Filters filters = Filters.of(lookout, words);
        check(filters.any());
        try {
            Lookout.Seen<Row> seen =
                    lookout.look(
                            (seat, notes) -> find(seat, filters, notes),
                            (found, notes) -> finished(found, notes, yes));
            return new CloseReport(seen.look(), !yes, seen.namespaces());
        } catch (UncheckedIOException thrown) {
            throw thrown.getCause() == null ? new IOException(thrown) : thrown.getCause();
        }
    }

    /** Refuses what says nothing, or what the kernel cannot close. */
    private static void check(SocketFilter filter) throws Failure {
        if (filter.isEverything() && filter.states().isEmpty()) {
            throw Failure.wrongUsage(
                    "this filter matches every socket; say which, such as dst 10.0.0.7 or state"
                            + " close-wait");
        }
        if (!filter.families().isEmpty()
                && filter.families().stream().noneMatch(Family::isInternet)) {
            throw Failure.wrongUsage("the kernel closes TCP and UDP sockets only");
        }
    }

    private Found find(Seat seat, Filters filters, Lookout.Notes notes) throws IOException {
        SocketFilter words = filters.in(seat);
        var filter = new SocketsFilter(words);
        if (seat.sockets().source() == Source.PROCFS) {
            throw new IOException(
                    "sockets are closed through netlink, which is not to be had: "
                            + seat.gap().map(Object::toString).orElse(""));
        }
        notes.source(seat.sockets().source());
        Map<Integer, String> interfaces =
                seat.place()
                        .pid()
                        .map(pid -> InterfaceNames.of(lookout.host().proc(), pid))
                        .orElse(Map.of());
        var rows = new ArrayList<Row>();
        for (InetProtocol protocol : protocols) {
            InetQuery query =
                    InetQuery.all(protocol).in(words.states().orElse(states)).with(Set.of());
            try {
                notes.consistent(
                        filter.walk(
                                seat.sockets(),
                                query,
                                socket -> {
                                    if (isWanted(socket) && rows.size() <= MOST) {
                                        rows.add(row(seat, socket, interfaces));
                                    }
                                }));
            } catch (SockDiagException refused) {
                if (!refused.isNotOffered()) {
                    throw refused;
                }
            }
        }
        filter.gap().ifPresent(notes::gap);
        if (rows.size() > MOST) {
            throw new IOException(
                    "more than %d sockets match; say more precisely which".formatted(MOST));
        }
        return new Found(seat, rows);
    }

    private boolean isWanted(InetRecord socket) {
        return version.isEmpty() || socket.isV6() == (version.get() == IpAddress.Version.V6);
    }

    private static Row row(Seat seat, InetRecord socket, Map<Integer, String> interfaces) {
        int bound = socket.interfaceIndex();
        return new Row(
                seat.namespace(),
                SocketKey.of(socket),
                socket.state(),
                new Endpoint(
                        address(socket, socket.localHigh(), socket.localLow()), socket.localPort()),
                new Endpoint(
                        address(socket, socket.remoteHigh(), socket.remoteLow()),
                        socket.remotePort()),
                bound == 0
                        ? Optional.empty()
                        : Optional.of(interfaces.getOrDefault(bound, "if" + bound)),
                socket.inode(),
                List.of(),
                Optional.empty());
    }

    private static IpAddress address(InetRecord socket, long high, long low) {
        return socket.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low);
    }

    /** Says who holds them, as long as they are there, and closes them. */
    private List<Row> finished(List<Found> found, Lookout.Notes notes, boolean yes) {
        List<Long> inodes =
                found.stream()
                        .flatMap(at -> at.rows().stream())
                        .map(Row::inode)
                        .filter(inode -> inode != 0)
                        .toList();
        var owners = new Owners.Found(Map.of(), List.of());
        if (!inodes.isEmpty()) {
            owners = lookout.owners().of(inodes);
            notes.gaps(owners.gaps());
        }
        var rows = new ArrayList<Row>();
        for (Found at : found) {
            for (Row row : at.rows()) {
                Row owned = row.heldBy(owners.byInode().getOrDefault(row.inode(), List.of()));
                rows.add(yes ? closed(at.seat(), owned) : owned);
            }
        }
        return rows;
    }

    private static Row closed(Seat seat, Row row) {
        try {
            return row.with(seat.sockets().destroy(row.key()));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
