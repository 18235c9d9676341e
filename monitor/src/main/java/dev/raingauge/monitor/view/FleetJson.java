package dev.raingauge.monitor.view;

import dev.raingauge.monitor.fleet.FleetHost;
import dev.raingauge.monitor.fleet.FleetReport;
import dev.raingauge.monitor.fleet.FleetReport.Figures;
import dev.raingauge.monitor.fleet.FleetReport.Found;
import dev.raingauge.monitor.fleet.FleetReport.Loss;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import dev.raingauge.monitor.fleet.FleetReport.Unseen;
import dev.raingauge.monitor.fleet.Spell;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The document of {@code fleet --json}. */
public final class FleetJson {
    private FleetJson() {}

    public static void write(FleetReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin();
        body(json, report);
        out.append(json.end());
    }

    /**
     * The document of {@code /api/fleet}: the same, and how far it can be relied on.
     *
     * @param age since the server answered
     * @param error why it does not answer now; empty where it does
     */
    public static void write(
            FleetReport report, Duration age, Optional<String> error, Appendable out)
            throws IOException {
        JsonDocument json = JsonDocument.begin();
        json.fraction("ageSeconds", Math.round(age.toMillis() / 100.0) / 10.0);
        json.text("error", error);
        body(json, report);
        out.append(json.end());
    }

    private static void body(JsonDocument json, FleetReport report) {
        json.text("time", Timestamp.of(report.time()));
        json.text("prometheus", report.server());
        json.number("sinceSeconds", report.since().toSeconds());
        json.text("verdict", report.verdict().label());
        json.number("hosts", report.hosts());
        json.number("listeners", report.listeners());
        json.list("gaps", report.gaps(), JsonDocument::value);
        json.list("unseen", report.unseen(), FleetJson::unseen);
        json.list("troubles", report.troubles(), FleetJson::trouble);
    }

    private static void unseen(JsonDocument json, Unseen unseen) {
        json.object(() -> {
            host(json, unseen.host());
            json.text("reason", unseen.reason().name().toLowerCase(Locale.ROOT));
            if (unseen.age().isPresent()) {
                json.number("ageSeconds", unseen.age().get().toSeconds());
            } else {
                json.nothing("ageSeconds");
            }
        });
    }

    private static void host(JsonDocument json, FleetHost host) {
        json.text("instance", host.name());
        json.object("labels", () -> host.labels().forEach(json::text));
    }

    private static void trouble(JsonDocument json, Trouble trouble) {
        json.object(() -> {
            host(json, trouble.place().host());
            json.text("namespace", trouble.place().namespace());
            json.text("protocol", trouble.protocol());
            String address = trouble.place().address();
            json.text("address", address.isEmpty() ? Optional.empty() : Optional.of(address));
            json.text("severity", trouble.severity().label());
            spell(json, trouble.spell());
            loss(json, trouble.loss());
            figures(json, trouble.figures());
            json.text("process", trouble.process());
            json.text("cgroup", trouble.cgroup());
            json.list("findings", trouble.findings(), FleetJson::found);
        });
    }

    private static void found(JsonDocument json, Found found) {
        json.object(() -> {
            json.text("rule", found.rule());
            json.text("severity", found.severity().label());
            spell(json, found.spell());
        });
    }

    private static void spell(JsonDocument json, Optional<Spell> spell) {
        json.flag("now", spell.map(Spell::now));
        json.text("begun", spell.flatMap(Spell::begun).map(Timestamp::of));
        json.text("lastSeen", spell.map(Spell::last).map(Timestamp::of));
    }

    private static void loss(JsonDocument json, Loss loss) {
        json.number("lostPackets", loss.packets());
        json.number("drops", loss.drops());
        json.number("namespaceOverflows", loss.overflows());
        json.number("namespaceSynQueueDrops", loss.synQueueDrops());
    }

    private static void figures(JsonDocument json, Figures figures) {
        json.object(
                "acceptQueue",
                () -> {
                    json.number("depth", figures.depth());
                    json.number("limit", figures.limit());
                    json.flag("full", figures.full());
                    json.number("peak", figures.peak());
                    fraction(json, "fullShare", figures.fullShare());
                });
        fraction(json, "meanWaitSeconds", figures.meanWait());
        fraction(json, "longestWaitSeconds", figures.longestWait());
    }

    private static void fraction(JsonDocument json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.fraction(name, Math.round(value.getAsDouble() * 1e6) / 1e6);
        } else {
            json.nothing(name);
        }
    }
}
