package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualPageTest {
    @Test
    void namesEveryCommandAndOption() {
        String page = Ran.run("help", "man").out();
        for (Command command : Commands.all()) {
            if (!command.name().isEmpty()) {
                assertThat(page).contains("\n.Ss " + command.name());
            }
            Usage.spec(command).options().stream()
                    .filter(option -> !option.hidden() && !command.name().isEmpty())
                    .forEach(option ->
                            assertThat(page).contains("Fl " + option.longestName().substring(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mandoc -T lint -W warning",
                "mandoc -T ascii",
                "man --warnings -E UTF-8 -l -Tutf8"
            })
    void theToolsOfManualPagesHaveNothingToSay(String tool, @TempDir Path directory)
            throws Exception {
        assumeTrue(installed(tool.split(" ", -1)[0]), "no " + tool);
        Path page = directory.resolve("raingauge.1");
        Files.writeString(page, Ran.run("help", "man").out());
        Process process =
                new ProcessBuilder("sh", "-c", tool + " " + page + " > " + directory + "/out 2>&1")
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String out = Files.readString(directory.resolve("out"), StandardCharsets.UTF_8);
        if (tool.contains("lint")) {
            assertThat(out).isEmpty();
        } else {
            String plain = out.replaceAll(".\b", "");
            assertThat(plain).contains("SYNOPSIS", "EXIT STATUS", "--timeout=SECONDS");
            assertThat(plain).doesNotContain("warning:", "WARNING:", "ERROR:");
        }
        assertThat(process.exitValue()).isZero();
    }

    private static boolean installed(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
