package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever scripts against a field finds it in docs/json.md. */
class JsonDocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("raingauge.root", ".."));

    /** Below these stand names that the kernel gives. */
    private static final List<String> NAMES_OF_THE_KERNEL =
            List.of("counters.", "growth.", "settings.");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listeners.json",
                "sockets.json",
                "summary.json",
                "summary-all.json",
                "counters.json",
                "limits.json",
                "probe.json",
                "fleet.json"
            })
    void everyFieldIsExplained(String golden) throws IOException {
        String documentation = Files.readString(ROOT.resolve("docs/json.md"));
        String document =
                Files.readString(ROOT.resolve("monitor/src/test/resources/golden").resolve(golden));
        var missing = new TreeSet<String>();
        for (String path : JsonText.fields(document)) {
            String name = path.substring(path.lastIndexOf('.') + 1);
            boolean ofKernel = NAMES_OF_THE_KERNEL.stream().anyMatch(path::startsWith);
            if (!ofKernel && !documentation.matches("(?s).*\\b" + name + "\\b.*")) {
                missing.add(path);
            }
        }
        assertThat(missing).as("fields that docs/json.md does not explain").isEmpty();
    }

    @Test
    void noGoldenDocumentIsEmpty() throws IOException {
        assertThat(
                        JsonText.fields(
                                Files.readString(
                                        ROOT.resolve(
                                                "monitor/src/test/resources/golden/listeners.json"))))
                .hasSizeGreaterThan(20);
    }
}
