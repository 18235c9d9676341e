package dev.raingauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whole outputs kept as files. {@code -Dgolden.update=true} rewrites them; the change is then read
 * in the diff.
 */
public final class Golden {
    private Golden() {}

    /** Compares an output with the file of that name. */
    public static void check(String name, String output) throws IOException {
        Path file =
                Path.of(System.getProperty("raingauge.root", ".."))
                        .resolve("monitor/src/test/resources/golden")
                        .resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, output);
        }
        assertThat(output)
                .as("output against %s (-Dgolden.update=true rewrites it)", file.getFileName())
                .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }
}
