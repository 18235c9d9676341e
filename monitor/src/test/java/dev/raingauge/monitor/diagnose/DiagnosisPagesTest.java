package dev.raingauge.monitor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has its page, and each page its rule and all its parts. */
class DiagnosisPagesTest {
    private static final Path PAGES =
            Path.of(System.getProperty("raingauge.root", ".."), "docs", "diagnosis");

    private static final List<String> PARTS =
            List.of(
                    "## What happened",
                    "## What proves it",
                    "## What it is not",
                    "## What to do",
                    "## What will not help",
                    "## How to check that it worked");

    static List<String> rules() {
        return Rules.IDS;
    }

    @Test
    void eachPageHasItsRuleAndEachRuleItsPage() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .filteredOn(name -> !name.equals("README.md"))
                    .map(name -> name.replace(".md", ""))
                    .containsExactlyInAnyOrderElementsOf(Rules.IDS);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPageHasAllItsParts(String rule) throws IOException {
        String page = Files.readString(PAGES.resolve(rule + ".md"));
        assertThat(page).startsWith("# " + rule + "\n").contains(PARTS);
        assertThat(Files.readString(PAGES.resolve("README.md"))).contains("(" + rule + ".md)");
    }
}
