package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.Limits;
import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.analyse.LimitsReport.NamespaceLimits;
import dev.raingauge.monitor.analyse.LimitsReport.ProcessLimit;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.Sysctls;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at what bounds the queues. */
final class LimitsLook {
    private final Lookout lookout;
    private final ListenersLook listeners;

    LimitsLook(Lookout lookout) {
        this.lookout = lookout;
        this.listeners = new ListenersLook(lookout, List.of(), ListenersLook.Depth.QUEUES);
    }

    /** Looks now. */
    LimitsReport report() throws IOException, Failure {
        Lookout.Seen<NamespaceLimits> seen = lookout.look(this::at);
        return new LimitsReport(seen.look(), seen.namespaces(), lookout.all());
    }

    private NamespaceLimits at(Seat seat, Lookout.Notes notes) throws IOException {
        List<Row> rows = ListenersReport.rows(listeners.at(seat, notes));
        return Limits.of(seat.namespace(), sysctls(seat, notes), rows, processes(rows));
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
