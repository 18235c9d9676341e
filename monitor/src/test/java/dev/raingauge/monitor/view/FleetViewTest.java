package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.fleet.FleetHost;
import dev.raingauge.monitor.fleet.FleetReport;
import dev.raingauge.monitor.fleet.FleetReport.Figures;
import dev.raingauge.monitor.fleet.FleetReport.Found;
import dev.raingauge.monitor.fleet.FleetReport.Loss;
import dev.raingauge.monitor.fleet.FleetReport.Reason;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import dev.raingauge.monitor.fleet.FleetReport.Unseen;
import dev.raingauge.monitor.fleet.Place;
import dev.raingauge.monitor.fleet.Spell;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FleetViewTest {
    private static final Page EIGHTY = new Page(OptionalInt.of(80), true, false);
    private static final Instant NOW = Instant.parse("2026-11-22T19:30:00Z");
    private static final Figures UNKNOWN =
            new Figures(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty());

    private static FleetHost host(String name) {
        return new FleetHost(Map.of("instance", name, "job", "raingauge"));
    }

    private static Optional<Spell> now(int minutes) {
        return Optional.of(
                new Spell(Optional.of(NOW.minus(Duration.ofMinutes(minutes))), NOW, true));
    }

    private static Optional<Spell> ended(int minutes) {
        Instant last = NOW.minus(Duration.ofMinutes(minutes));
        return Optional.of(new Spell(Optional.of(last.minusSeconds(60)), last, false));
    }

    private static final FleetReport REPORT =
            new FleetReport(
                    NOW,
                    "http://prometheus.example:9090",
                    Duration.ofHours(1),
                    1997,
                    40_123,
                    List.of(
                            new Unseen(
                                    host("web-900.example:10077"), Reason.DOWN, Optional.empty()),
                            new Unseen(
                                    host("web-901.example:10077"),
                                    Reason.OLD,
                                    Optional.of(Duration.ofMinutes(5)))),
                    List.of(
                            new Trouble(
                                    new Place(
                                            host("web-1234.example:10077"),
                                            "shop",
                                            "10.1.2.3:8080",
                                            true),
                                    Severity.CRITICAL,
                                    List.of(
                                            new Found(
                                                    "accept-queue-overflow",
                                                    Severity.CRITICAL,
                                                    now(12)),
                                            new Found(
                                                    "acceptor-stalled", Severity.CRITICAL, now(11)),
                                            new Found("slow-accept", Severity.WARNING, ended(12))),
                                    new Loss(
                                            OptionalLong.of(4120),
                                            OptionalLong.of(4500),
                                            OptionalLong.of(4120),
                                            OptionalLong.of(0)),
                                    new Figures(
                                            OptionalLong.of(129),
                                            OptionalLong.of(128),
                                            OptionalLong.of(129),
                                            OptionalDouble.of(0.2),
                                            OptionalDouble.of(31.25),
                                            OptionalDouble.of(60)),
                                    now(12),
                                    Optional.of("tcp"),
                                    Optional.of("java"),
                                    Optional.of("/kubepods/shop")),
                            new Trouble(
                                    new Place(host("web-7.example:10077"), "host", "", true),
                                    Severity.WARNING,
                                    List.of(),
                                    new Loss(
                                            OptionalLong.of(7),
                                            OptionalLong.empty(),
                                            OptionalLong.of(3),
                                            OptionalLong.of(4)),
                                    UNKNOWN,
                                    ended(40),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()),
                            new Trouble(
                                    new Place(
                                            host("e\u001b[2Jvil"),
                                            "n\u202es",
                                            "/run/a\nCRIT all is lost",
                                            true),
                                    Severity.WARNING,
                                    List.of(
                                            new Found(
                                                    "unix-\u001b]0;",
                                                    Severity.WARNING,
                                                    Optional.empty())),
                                    new Loss(
                                            OptionalLong.empty(),
                                            OptionalLong.empty(),
                                            OptionalLong.empty(),
                                            OptionalLong.empty()),
                                    UNKNOWN,
                                    Optional.empty(),
                                    Optional.of("unix"),
                                    Optional.of("\u009b31m"),
                                    Optional.empty())),
                    List.of("store \u001b[1m is away"));

    private static String text(FleetReport report, Page page) throws IOException {
        var out = new StringBuilder();
        FleetTable.write(report, page, out);
        return out.toString();
    }

    @Test
    void aTableFitsEightyColumns() throws IOException {
        String text = text(REPORT, EIGHTY);
        Golden.check("fleet.txt", text);
        assertThat(Arrays.asList(text.split("\n", -1)))
                .allSatisfy(line -> assertThat(Letters.width(line)).isLessThanOrEqualTo(80));
        assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && !Printable.isHarmful(c)));
    }

    @Test
    void theDocument() throws IOException {
        var out = new StringBuilder();
        FleetJson.write(REPORT, out);
        Golden.check("fleet.json", out.toString());
        assertThat(out.toString().strip().chars())
                .allMatch(c -> c >= ' ' && !Printable.isHarmful(c));
    }

    @Test
    void aQuietFleetIsOneCalmSentence() throws IOException {
        var quiet =
                new FleetReport(
                        NOW,
                        "http://p",
                        Duration.ofHours(1),
                        2000,
                        40_123,
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(text(quiet, EIGHTY))
                .isEqualTo("OK: nothing lost within 1h on 2000 hosts and 40123 listeners.\n");
    }

    @Test
    void hostsOfOneNameAreToldApart() throws IOException {
        Trouble one = REPORT.troubles().getFirst();
        var twin = new FleetHost(Map.of("instance", one.place().host().name(), "job", "other"));
        var other =
                new Trouble(
                        new Place(twin, "shop", ":1", true),
                        one.severity(),
                        one.findings(),
                        one.loss(),
                        one.figures(),
                        one.spell(),
                        one.protocol(),
                        one.process(),
                        one.cgroup());
        var both =
                new FleetReport(
                        NOW,
                        "http://p",
                        Duration.ofHours(1),
                        2,
                        2,
                        List.of(),
                        List.of(one, other),
                        List.of());
        assertThat(text(both, Page.PLAIN)).contains("{job=other}", "{job=raingauge}");
    }
}
