package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataOptionTest {
    private static final Map<String, String> HOME = Map.of("HOME", "/home/ann");

    @TempDir private Path directory;

    @Test
    void theHostsDirectoryIsTakenWhereItCanBeWrittenOrMade() throws Exception {
        Path ofTheHost = directory.resolve("raingauge");
        assertThat(DataOption.usual(HOME, ofTheHost)).isEqualTo(ofTheHost);
        Files.createDirectory(ofTheHost);
        assertThat(DataOption.usual(HOME, ofTheHost)).isEqualTo(ofTheHost);
    }

    @Test
    void elseThatOfTheUser() {
        Path nowhere = directory.resolve("none/raingauge");
        assertThat(DataOption.usual(HOME, nowhere))
                .isEqualTo(Path.of("/home/ann/.local/share/raingauge"));
        assertThat(DataOption.usual(Map.of("XDG_DATA_HOME", "/data"), nowhere))
                .isEqualTo(Path.of("/data/raingauge"));
        // A relative one is to be ignored, says the specification.
        assertThat(DataOption.usual(Map.of("XDG_DATA_HOME", "data", "HOME", "/h"), nowhere))
                .isEqualTo(Path.of("/h/.local/share/raingauge"));
    }
}
