package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.fleet.Inquiry;
import dev.raingauge.monitor.view.FleetJson;
import dev.raingauge.monitor.view.HistoryJson;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What is answered about other hosts. */
final class FleetPages {
    static final String PATH = "/api/fleet";

    /** A viewer waits so long for an answer that is on its way, then gets the last one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String USUAL = FleetPeriod.HOUR.label();

    private final FleetWatch watch;
    private final FleetPeers peers;

    private FleetPages(FleetWatch watch, FleetPeers peers) {
        this.watch = watch;
        this.peers = peers;
    }

    /**
     * @param loopback whether only this host's own users can ask: beyond it no peers are named
     */
    static FleetPages of(FleetSource source, LongSupplier nanos, boolean loopback) {
        String server = source.server().toString();
        var watch =
                new FleetWatch(
                        period ->
                                new Inquiry(source.asking(), server, List.of(), period)
                                        .report(InstantSource.system().instant()),
                        nanos);
        return new FleetPages(watch, new FleetPeers(source.server(), loopback));
    }

    /** Waits where it is worth it. */
    void await(Request request) throws InterruptedException {
        Optional<FleetPeriod> period = period(request);
        if (period.isPresent()) {
            watch.await(period.get(), PATIENCE);
        }
    }

    Answer answer(Request request) throws IOException {
        Optional<FleetPeriod> period = period(request);
        if (period.isEmpty()) {
            return Answer.json(
                    400,
                    HistoryJson.error(
                            "since="
                                    + request.parameter("since").orElse("")
                                    + " must be one of "
                                    + FleetPeriod.labels()
                                    + "."));
        }
        FleetWatch.Standing standing = watch.standing(period.get());
        Optional<String> error = standing.error().map(peers::without);
        if (standing.report().isEmpty()) {
            return Answer.json(503, HistoryJson.error(error.orElse("it is being asked just now")))
                    .with("Retry-After", "5");
        }
        var out = new StringBuilder(1 << 14);
        FleetJson.write(peers.without(standing.report().get()), standing.age(), error, out);
        return Answer.of(Answer.JSON, out.toString());
    }

    private static Optional<FleetPeriod> period(Request request) {
        return FleetPeriod.of(request.parameter("since").orElse(USUAL));
    }
}
