package dev.raingauge.monitor.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a {@link RecordedFleet} into a directory from which a Prometheus can be started. */
public final class Recording {
    private Recording() {}

    /** The directory. */
    public static Path blocks(Path folder, int hosts, int listeners)
            throws IOException, InterruptedException {
        Path text = folder.resolve("fleet.om");
        RecordedFleet.write(text, hosts, listeners, System.currentTimeMillis() / 1000 - 5);
        Path data = folder.resolve("data");
        Process promtool =
                new ProcessBuilder(
                                "promtool",
                                "tsdb",
                                "create-blocks-from",
                                "openmetrics",
                                text.toString(),
                                data.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (promtool.waitFor() != 0) {
            throw new IOException("promtool: " + said);
        }
        Files.delete(text);
        return data;
    }
}
