package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.monitor.analyse.OverviewReport;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.Sockets;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A glance at the queues of the namespaces that the user did not ask for. */
final class Elsewhere {
    /** Entering one costs about a millisecond: on a host with hundreds the user need not wait. */
    private static final int MOST_ENTERED = 30;

    private final Lookout lookout;

    Elsewhere(Lookout lookout) {
        this.lookout = lookout;
    }

    /**
     * Glances now; empty where the host's namespaces cannot be listed, or netlink is not wanted.
     */
    Optional<OverviewReport.Elsewhere> look() {
        if (!lookout.netlink()) {
            return Optional.empty();
        }
        List<Host.Place> others;
        try {
            others = lookout.others();
        } catch (IOException e) {
            return Optional.empty();
        }
        int entered = 0;
        long listeners = 0;
        long full = 0;
        for (Host.Place place : others.subList(0, Math.min(MOST_ENTERED, others.size()))) {
            try (Sockets sockets = SockDiag.openIn(place.file())) {
                List<Row> rows =
                        ListenersReport.rows(SeenListeners.of(place.namespace(), sockets.queues()));
                entered++;
                listeners += rows.size();
                full += rows.stream().filter(at -> at.acceptQueue().full().orElse(false)).count();
            } catch (IOException notAllowedOrGone) {
                // counted as not entered
            }
        }
        return Optional.of(new OverviewReport.Elsewhere(others.size(), entered, listeners, full));
    }
}
