package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.analyse.LimitsReport.ListenerLimit;
import dev.raingauge.monitor.analyse.LimitsReport.NamespaceLimits;
import dev.raingauge.monitor.analyse.LimitsReport.ProcessLimit;
import dev.raingauge.monitor.analyse.UsualBacklogs;
import dev.raingauge.monitor.diagnose.PortRange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The document of {@code limits --json}. */
public final class LimitsJson {
    private LimitsJson() {}

    /** One namespace stands at the top; all of them in a list {@code namespaces}. */
    public static void write(LimitsReport report, Appendable out) throws IOException {
        JsonDocument json = JsonDocument.begin(report.look());
        report.ages()
                .ifPresent(ages -> {
                    age(json, "openFilesAgeSeconds", ages.openFiles());
                    age(json, "descriptorsAgeSeconds", ages.descriptors());
                });
        if (report.all()) {
            json.list(
                    "namespaces",
                    report.namespaces(),
                    (_, one) -> json.object(() -> body(json, one)));
        } else {
            report.namespaces().forEach(one -> body(json, one));
        }
        out.append(json.end());
    }

    private static void age(JsonDocument json, String name, Optional<Duration> age) {
        if (age.isPresent()) {
            json.fraction(name, Math.round(age.get().toMillis() / 100.0) / 10.0);
        } else {
            json.nothing(name);
        }
    }

    private static void body(JsonDocument json, NamespaceLimits limits) {
        json.namespace(limits.namespace());
        json.object(
                "settings",
                () -> limits.settings().forEach(at -> json.text(at.setting().name(), at.value())));
        json.number("localPorts", localPorts(limits));
        json.list(
                "listeners",
                limits.listeners(),
                (_, listener) -> json.object(() -> listener(json, listener)));
        json.list(
                "processes",
                limits.processes(),
                (_, process) -> json.object(() -> process(json, process)));
    }

    /** So many outgoing connections may there be to one address and port. */
    private static OptionalLong localPorts(NamespaceLimits limits) {
        Map<String, Optional<String>> settings = new HashMap<>();
        limits.settings().forEach(at -> settings.put(at.setting().name(), at.value()));
        long ports =
                PortRange.available(
                        settings.getOrDefault(PortRange.RANGE, Optional.empty()),
                        settings.getOrDefault(PortRange.RESERVED, Optional.empty()));
        return ports == 0 ? OptionalLong.empty() : OptionalLong.of(ports);
    }

    private static void listener(JsonDocument json, ListenerLimit listener) {
        json.text("protocol", listener.address().transport().label());
        json.text("address", listener.address().toString());
        json.number("limit", listener.limit());
        json.text("boundBy", listener.boundBy().label());
        json.text(
                "usualFor",
                listener.limit().isPresent()
                        ? UsualBacklogs.of(listener.limit().getAsLong())
                        : Optional.empty());
    }

    private static void process(JsonDocument json, ProcessLimit process) {
        json.number("pid", process.process().pid());
        json.text("name", process.process().name());
        json.number("openDescriptors", process.descriptors().open());
        json.number("descriptorLimit", process.descriptors().softLimit());
    }
}
