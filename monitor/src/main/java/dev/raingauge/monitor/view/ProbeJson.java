package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.ProbeAttempt;
import dev.raingauge.monitor.analyse.ProbeListener;
import dev.raingauge.monitor.analyse.ProbeReport;
import dev.raingauge.monitor.analyse.QueueSum;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The document of {@code probe --json}. */
public final class ProbeJson {
    private ProbeJson() {}

    public static void write(ProbeReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin(report.look());
        json.namespace(report.namespace());
        json.text("target", report.target());
        json.fraction("timeoutSeconds", seconds(report.timeout()));
        json.list(
                "rounds",
                report.rounds(),
                (_, round) ->
                        json.object(() -> {
                            json.flag("connected", round.connected());
                            json.list(
                                    "attempts",
                                    round.attempts(),
                                    (_, attempt) -> json.object(() -> attempt(json, attempt)));
                        }));
        json.object("statistics", () -> statistics(json, report));
        out.append(json.end());
    }

    private static void attempt(JsonDocument json, ProbeAttempt attempt) {
        json.text("address", attempt.address());
        json.text("protocol", attempt.protocol());
        json.text("result", attempt.result().name().toLowerCase(Locale.ROOT));
        json.text(
                "error", Optional.of(attempt.result().errnoName()).filter(name -> !name.isEmpty()));
        json.fraction("connectSeconds", seconds(attempt.took()));
        json.number(
                "synRetransmits",
                attempt.synRetransmits().isPresent()
                        ? OptionalLong.of(attempt.synRetransmits().getAsInt())
                        : OptionalLong.empty());
        json.text("acceptance", attempt.acceptance().name().toLowerCase(Locale.ROOT));
        seconds(json, "acceptedSeconds", attempt.acceptedAfter());
        json.text("peer", attempt.peer().name().toLowerCase(Locale.ROOT));
        json.flag("ownAddress", attempt.own());
        if (attempt.listener().isPresent()) {
            json.object("listener", () -> listener(json, attempt.listener().get()));
        } else {
            json.nothing("listener");
        }
        json.list("elsewhere", attempt.elsewhere(), JsonDocument::value);
        json.text("explanation", String.join(" ", ProbeReasons.of(attempt)));
    }

    private static void listener(JsonDocument json, ProbeListener listener) {
        json.text("address", listener.address());
        queue(json, "acceptQueueBefore", listener.before());
        queue(json, "acceptQueueAfter", listener.after());
        json.number("dropsBefore", listener.dropsBefore());
        json.number("dropsAfter", listener.dropsAfter());
        json.list(
                "processes",
                listener.processes(),
                (_, process) ->
                        json.object(() -> {
                            json.number("pid", process.pid());
                            json.text("name", process.name());
                            json.number("fd", process.fd());
                        }));
    }

    private static void queue(JsonDocument json, String name, QueueSum queue) {
        json.object(
                name,
                () -> {
                    json.number("depth", queue.depth());
                    json.number("limit", queue.limit());
                    json.flag("full", queue.full());
                });
    }

    private static void statistics(JsonDocument json, ProbeReport report) {
        json.number("rounds", report.rounds().size());
        json.number("connected", report.connected());
        Optional<ProbeReport.Times> times = report.times();
        seconds(json, "minSeconds", times.map(ProbeReport.Times::min));
        seconds(json, "medianSeconds", times.map(ProbeReport.Times::median));
        seconds(json, "p95Seconds", times.map(ProbeReport.Times::p95));
        seconds(json, "p99Seconds", times.map(ProbeReport.Times::p99));
        seconds(json, "maxSeconds", times.map(ProbeReport.Times::max));
    }

    private static void seconds(JsonDocument json, String name, Optional<Duration> time) {
        if (time.isPresent()) {
            json.fraction(name, seconds(time.get()));
        } else {
            json.nothing(name);
        }
    }

    /** To the microsecond. */
    private static double seconds(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e6;
    }
}
