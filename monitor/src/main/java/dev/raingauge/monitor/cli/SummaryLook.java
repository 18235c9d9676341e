package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.analyse.TcpTotals;
import dev.raingauge.monitor.analyse.UnixSummary;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.Dump;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at the totals, as cheaply as they can be had exactly. */
final class SummaryLook {
    /** Up to so many connections, seeing each of them costs less than a second look. */
    static final long FEW = 10_000;

    private final Lookout lookout;
    private final long few;
    private final CurrEstab currEstab;

    SummaryLook(Lookout lookout) {
        this(lookout, FEW);
    }

    SummaryLook(Lookout lookout, long few) {
        this.few = few;
        this.lookout = lookout;
        this.currEstab = new CurrEstab(lookout);
    }

    /** Looks now. */
    SummaryReport report() throws IOException, Failure {
        Lookout.Seen<NamespaceSummary> seen = lookout.look(this::at);
        return new SummaryReport(seen.look(), seen.namespaces(), lookout.all());
    }

    /** Looks at one namespace. */
    NamespaceSummary at(Seat seat, Lookout.Notes notes) throws IOException {
        Sockets sockets = seat.sockets();
        notes.source(sockets.source());
        var parts = new InParts(sockets.source(), notes);
        Optional<Map<TcpState, Long>> states = parts.read("TCP states", () -> states(seat, notes));
        Optional<UnixSummary> unix = parts.read("UNIX sockets", () -> unix(sockets, notes));
        Optional<SockStat> sockStat =
                parts.read("totals of sockstat", () -> lookout.host().sockStat(seat.place()));
        parts.somethingIsThere();
        return NamespaceSummary.of(
                seat.namespace(),
                states.orElse(Map.of()),
                sockStat.orElse(SockStat.NONE),
                lookout.facts().pageBytes(),
                unix);
    }

    private static UnixSummary unix(Sockets sockets, Lookout.Notes notes) throws IOException {
        Dump<UnixSocket> unix = sockets.unix();
        notes.consistent(unix.consistent());
        return UnixSummary.of(unix.sockets());
    }

    /** What cannot be read is no reason not to count. */
    private SockStat sockStat(Seat seat) throws IOException {
        try {
            return lookout.host().sockStat(seat.place());
        } catch (FileSystemException unreadable) {
            return SockStat.NONE;
        }
    }

    private Map<TcpState, Long> states(Seat seat, Lookout.Notes notes) throws IOException {
        if (seat.sockets().source() == Source.PROCFS) {
            return counted(seat, notes);
        }
        SockStat before = sockStat(seat);
        OptionalLong inUse = before.get("TCP", "inuse");
        OptionalLong timeWait = before.get("TCP", "tw");
        boolean allAtOnce =
                inUse.isEmpty()
                        || timeWait.isEmpty()
                        || inUse.getAsLong() + timeWait.getAsLong() <= few;
        if (allAtOnce) {
            return counted(seat, notes);
        }
        StatePass walk = seat.sockets().states(seat.sockets().queues());
        notes.consistent(walk.consistent());
        boolean closeWait = walk.states().getOrDefault(TcpState.CLOSE_WAIT, 0L) > 0;
        Optional<Boolean> holdsCloseWait =
                closeWait ? currEstab.holdsCloseWait() : Optional.empty();
        Map<TcpState, Long> totals =
                TcpTotals.of(
                        walk,
                        lookout.host().counters(seat.place()).get("TcpCurrEstab"),
                        lookout.host().sockStat(seat.place()).get("TCP", "tw"),
                        holdsCloseWait);
        return totals.containsKey(TcpState.ESTABLISHED) && totals.containsKey(TcpState.TIME_WAIT)
                ? totals
                : counted(seat, notes);
    }

    /** Sees every socket. */
    private static Map<TcpState, Long> counted(Seat seat, Lookout.Notes notes) throws IOException {
        Sockets sockets = seat.sockets();
        QueuePass listeners =
                sockets.source() == Source.PROCFS
                        ? new QueuePass(List.of(), List.of(), true) // /proc shows them, too
                        : sockets.queues();
        CensusPass census = sockets.census(listeners, 1);
        notes.consistent(census.consistent());
        return TcpTotals.of(census);
    }
}
