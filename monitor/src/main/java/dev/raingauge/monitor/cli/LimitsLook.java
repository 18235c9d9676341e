package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.Limits;
import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.analyse.LimitsReport.NamespaceLimits;
import dev.raingauge.monitor.analyse.LimitsReport.ProcessLimit;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.Sysctls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at what bounds the queues. */
final class LimitsLook {
    private final Lookout lookout;
    private final ListenersLook listeners;

    LimitsLook(Lookout lookout) {
        this.lookout = lookout;
        this.listeners = new ListenersLook(lookout, List.of(), ListenersLook.Depth.BARE);
    }

    /** What was seen of one namespace. */
    private record Seen(SeenListeners listeners, Sysctls sysctls) {}

    /** Looks now. */
    LimitsReport report() throws IOException, Failure {
        Lookout.Seen<NamespaceLimits> seen = lookout.look(this::at, this::limits);
        return new LimitsReport(seen.look(), seen.namespaces(), lookout.all());
    }

    private Seen at(Seat seat, Lookout.Notes notes) throws IOException {
        return new Seen(listeners.at(seat, notes), sysctls(seat, notes));
    }

    private List<NamespaceLimits> limits(List<Seen> found, Lookout.Notes notes) {
        List<SeenListeners> owned =
                listeners.owned(found.stream().map(Seen::listeners).toList(), notes);
        var limits = new ArrayList<NamespaceLimits>();
        for (int i = 0; i < found.size(); i++) {
            SeenListeners seen = owned.get(i);
            List<Row> rows = ListenersReport.rows(seen);
            limits.add(Limits.of(seen.namespace(), found.get(i).sysctls(), rows, processes(rows)));
        }
        return limits;
    }

    private Sysctls sysctls(Seat seat, Lookout.Notes notes) throws IOException {
        try {
            return lookout.host().sysctls(seat.place());
        } catch (IOException e) {
            Namespace namespace = seat.namespace();
            String message = e.getMessage();
            notes.gap(
                    new Gap(
                            "settings of namespace " + namespace.name(),
                            message == null ? e.getClass().getSimpleName() : message,
                            ""));
            return Sysctls.NONE;
        }
    }

    private List<ProcessLimit> processes(List<Row> rows) {
        Map<Integer, ProcessRef> byPid = new LinkedHashMap<>();
        rows.forEach(row -> row.owners().forEach(at -> byPid.putIfAbsent(at.pid(), at)));
        return byPid.values().stream()
                .map(at -> new ProcessLimit(at, lookout.host().descriptors(at.pid())))
                .toList();
    }
}
