package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A command that nobody rehearses starts three times slower. */
class TrainingTest {
    /** These do something to the host, or need a file. */
    private static final Set<String> NOT_REHEARSED = Set.of("close", "lab", "probe", "record");

    @Test
    void everyCommandThatLooksIsRehearsed() throws IOException {
        Set<String> rehearsed = rehearsed();
        assertThat(Commands.all())
                .extracting(Command::name)
                .filteredOn(name -> !NOT_REHEARSED.contains(name))
                .allSatisfy(name ->
                        assertThat(rehearsed)
                                .as("packaging/image/training needs a line for '%s'", name)
                                .contains(name));
    }

    @Test
    void onlyCommandsAreRehearsed() throws IOException {
        assertThat(rehearsed())
                .allSatisfy(name -> assertThat(Commands.named(name)).as("'%s'", name).isPresent());
    }

    private static Set<String> rehearsed() throws IOException {
        Path image = Path.of(System.getProperty("raingauge.root", "..")).resolve("packaging/image");
        var lines = new ArrayList<>(Files.readAllLines(image.resolve("training")));
        assertThat(lines).hasSizeGreaterThan(5);
        lines.addAll(Files.readAllLines(image.resolve("training-serve")));
        return lines.stream()
                .map(line -> line.startsWith("-") ? "" : line.replaceFirst(" .*", ""))
                .collect(Collectors.toSet());
    }
}
