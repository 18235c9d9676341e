package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.monitor.analyse.OverviewReport;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.sockdiag.model.Counters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what can be seen at once. */
final class OverviewLook {
    /** So many connections are counted by listener; more would keep the user waiting. */
    private static final long MOST_COUNTED = 50_000;

    private final Lookout lookout;
    private final SummaryLook summary;
    private final ListenersLook queues;
    private final ListenersLook connections;
    private final Elsewhere elsewhere;

    OverviewLook(Lookout lookout, Elsewhere elsewhere) {
        this.lookout = lookout;
        this.summary = new SummaryLook(lookout);
        this.queues = new ListenersLook(lookout, List.of(), ListenersLook.Depth.QUEUES);
        this.connections = new ListenersLook(lookout, List.of(), ListenersLook.Depth.CONNECTIONS);
        this.elsewhere = elsewhere;
    }

    /** What was seen of one namespace. */
    private record Seen(NamespaceSummary summary, SeenListeners listeners, Counters counters) {}

    /** Looks now. */
    OverviewReport report() throws IOException, Failure {
        Lookout.Seen<Seen> seen = lookout.look(this::at, this::owned);
        List<Seen> all = seen.namespaces();
        Look look = seen.look();
        return new OverviewReport(
                look,
                new SummaryReport(look, all.stream().map(Seen::summary).toList(), lookout.all()),
                ListenersReport.of(look, all.stream().map(Seen::listeners).toList()),
                all.size() == 1 ? Optional.of(all.getFirst().counters()) : Optional.empty(),
                lookout.all() ? Optional.empty() : elsewhere.look());
    }

    private List<Seen> owned(List<Seen> found, Lookout.Notes notes) {
        List<SeenListeners> listeners =
                queues.owned(found.stream().map(Seen::listeners).toList(), notes);
        var owned = new ArrayList<Seen>();
        for (int i = 0; i < found.size(); i++) {
            Seen one = found.get(i);
            owned.add(new Seen(one.summary(), listeners.get(i), one.counters()));
        }
        return owned;
    }

    private Seen at(Seat seat, Lookout.Notes notes) throws IOException {
        long sockets = lookout.host().sockStat(seat.place()).get("TCP", "inuse").orElse(0);
        ListenersLook look = sockets <= MOST_COUNTED ? connections : queues;
        return new Seen(
                summary.at(seat, notes),
                look.at(seat, notes),
                lookout.host().counters(seat.place()));
    }
}
