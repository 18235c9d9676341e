package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.Sample;
import dev.raingauge.monitor.analyse.CounterGrowth;
import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.analyse.CountersReport.Counted;
import dev.raingauge.monitor.view.CounterCatalogue.Meaning;
import dev.raingauge.sockdiag.model.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CountersTextTest {
    private static final Page PAGE = new Page(OptionalInt.of(80), true, false);

    @Test
    void showsWhatIsNotZeroWithItsMeaning() throws IOException {
        Golden.check("counters.txt", text(Optional.empty(), false, Optional.empty()));
    }

    @Test
    void showsWhatWasAskedForEvenAtZero() throws IOException {
        String text = text(Optional.of(name -> name.contains("Drop")), true, Optional.empty());
        assertThat(text)
                .contains(
                        "         0  TcpExtTCPBacklogDrop",
                        "It has nothing to do with the backlog");
    }

    @Test
    void growthLeavesOutWhatStandsStill() throws IOException {
        Map<String, Long> moves = new LinkedHashMap<>();
        moves.put("TcpExtListenOverflows", 11L);
        moves.put("TcpExtListenDrops", -36L);
        moves.put("TcpCurrEstab", -3L);
        moves.put("TcpPassiveOpens", 0L);
        var growth = new CounterGrowth(moves, Duration.ofSeconds(2));
        Golden.check("counters-watch.txt", text(Optional.empty(), false, Optional.of(growth)));
    }

    @Test
    void everyCounterHasASentence() throws IOException {
        CounterCatalogue catalogue = CounterCatalogue.load();
        assertThat(catalogue.byName()).hasSizeGreaterThan(80);
        assertThat(catalogue.byName().values())
                .allSatisfy(meaning -> {
                    assertThat(meaning.name()).matches("[A-Z][A-Za-z0-9]+");
                    assertThat(meaning.sentence()).endsWith(".");
                    assertThat(meaning.misread().orElse(".")).endsWith(".");
                });
        long listed = catalogue.sections().stream().mapToLong(at -> at.counters().size()).sum();
        assertThat(listed).as("no counter stands twice").isEqualTo(catalogue.byName().size());
    }

    @Test
    void theDocumentationIsMadeOfTheCatalogue() throws IOException {
        Path file = Path.of(System.getProperty("raingauge.root", "..")).resolve("docs/counters.md");
        String made = documentation(CounterCatalogue.load());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, made);
        }
        assertThat(Files.readString(file))
                .as("docs/counters.md (-Dgolden.update=true rewrites it)")
                .isEqualTo(made);
    }

    private static String documentation(CounterCatalogue catalogue) {
        var text =
                new StringBuilder(
                        """
                        # The kernel's counters

                        What `raingauge counters` says of each counter. Made from `counters.txt` next to the class
                        `CounterCatalogue`; change it there.

                        The counters belong to a network namespace and count since it was made, mostly packets.
                        Names are those of `nstat`; a counter that a kernel does not have is not shown.
                        """);
        for (CounterCatalogue.Section section : catalogue.sections()) {
            text.append("\n## ").append(section.title()).append("\n\n");
            text.append("| counter | what one more of it means |\n| --- | --- |\n");
            for (Meaning meaning : section.counters()) {
                text.append("| `").append(meaning.name()).append('`');
                text.append(
                        switch (meaning.kind()) {
                            case COUNTER -> "";
                            case GAUGE -> " (a gauge)";
                            case CONSTANT -> " (a setting)";
                        });
                text.append(" | ").append(meaning.sentence());
                meaning.misread().ifPresent(at -> text.append("<br>**Misread:** ").append(at));
                text.append(" |\n");
            }
        }
        return text.toString();
    }

    private static String text(
            Optional<Predicate<String>> names, boolean zeros, Optional<CounterGrowth> growth)
            throws IOException {
        var values = new LinkedHashMap<String, Long>();
        values.put("TcpPassiveOpens", 120L);
        values.put("TcpCurrEstab", 12L);
        values.put("TcpExtListenOverflows", 36L);
        values.put("TcpExtListenDrops", 36L);
        values.put("TcpExtTCPBacklogDrop", 0L);
        values.put("TcpExtTCPNewerThanUs", 7L);
        values.put("IpExtInOctets", 123_456_789L);
        var text = new StringBuilder();
        CountersText.write(
                new CountersReport(
                        Sample.LOOK,
                        List.of(new Counted(Sample.HOST, new Counters(values), growth)),
                        false),
                new CountersText.Selection(names, zeros),
                CounterCatalogue.load(),
                false,
                PAGE,
                text);
        return text.toString();
    }
}
