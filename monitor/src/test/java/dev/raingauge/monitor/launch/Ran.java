package dev.raingauge.monitor.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a program said and how it ended. */
record Ran(int exitCode, String out, String err) {
    private static final Duration LONGEST = Duration.ofMinutes(4);

    /** A program that was started and may still run. */
    record Started(Process process, Path out, Path err) {
        /** Waits for the end; a program that takes longer than four minutes is killed. */
        Ran await() throws IOException, InterruptedException {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + LONGEST + ": " + Files.readString(err));
            }
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    /** Starts a program in a directory, with these changes to the environment ("" removes). */
    static Started start(Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path out = Files.createTempFile("raingauge-it", ".out");
        Path err = Files.createTempFile("raingauge-it", ".err");
        out.toFile().deleteOnExit();
        err.toFile().deleteOnExit();
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return new Started(builder.start(), out, err);
    }

    static Ran run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        return start(directory, environment, List.of(command)).await();
    }
}
