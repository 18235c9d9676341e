package dev.raingauge.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/lab.md} is this catalogue; {@code -Dgolden.update=true} renews it. */
class PageTest {
    private static final String MARK = "| scenario | what happens | what must be found |";

    @Test
    void thePageListsEveryScenario() throws IOException {
        Path page = Path.of(System.getProperty("raingauge.root", ".."), "docs", "lab.md");
        String text = Files.readString(page);
        int start = text.indexOf(MARK);
        assertThat(start).as("the table in " + page).isPositive();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, text.substring(0, start) + table());
        } else {
            assertThat(text.substring(start)).isEqualTo(table());
        }
    }

    private static String table() {
        return Scenario.all().stream()
                .map(PageTest::row)
                .collect(Collectors.joining("\n", MARK + "\n| --- | --- | --- |\n", "\n"));
    }

    private static String row(Scenario scenario) {
        String findings =
                scenario.expected().stream()
                        .filter(one -> one.duty() == Expectation.Duty.MUST)
                        .map(PageTest::finding)
                        .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s |"
                .formatted(
                        scenario.name(),
                        scenario.says(),
                        findings.isEmpty() ? "nothing" : findings);
    }

    private static String finding(Expectation one) {
        return "`"
                + one.rule()
                + "`"
                + one.address().map(address -> " at " + address).orElse("")
                + (one.place() == Expectation.Place.ELSEWHERE ? " in the other namespace" : "");
    }
}
