package dev.raingauge.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs the small tools that the lab is set up with ({@code ip}, {@code ss}, {@code nstat}). */
final class Command {
    /** Generous: these tools take milliseconds, but a build machine may be very busy. */
    private static final long MOST_SECONDS = 20;

    private Command() {}

    /** Says which of these programs is not to be found; empty if all are. */
    static Optional<String> missing(String... programs) {
        List<Path> path =
                Pattern.compile(":")
                        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                        .filter(directory -> !directory.isEmpty())
                        .map(Path::of)
                        .toList();
        return Arrays.stream(programs)
                .filter(program ->
                        path.stream()
                                .map(directory -> directory.resolve(program))
                                .noneMatch(Files::isExecutable))
                .findFirst()
                .map(Command::advice);
    }

    private static String advice(String program) {
        return "the lab needs the program %s: install iproute2 and util-linux".formatted(program);
    }

    /**
     * What a program printed on standard output.
     *
     * @param input given to it on standard input
     * @throws IOException if it cannot be started, takes too long or fails; the message carries
     *     what it said on standard error
     */
    static String run(String input, List<String> command) throws IOException {
        Path out = Files.createTempFile("rg-lab", ".out");
        Path err = Files.createTempFile("rg-lab", ".err");
        try {
            Process process = start(command, out, err);
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException endedEarly) {
                // A broken pipe: its exit code tells the story.
            }
            await(process, command);
            if (process.exitValue() != 0) {
                throw new IOException(
                        "%s failed with exit code %d: %s"
                                .formatted(
                                        String.join(" ", command),
                                        process.exitValue(),
                                        Files.readString(err, StandardCharsets.ISO_8859_1)
                                                .strip()));
            }
            return Files.readString(out, StandardCharsets.ISO_8859_1);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    static String run(String... command) throws IOException {
        return run("", List.of(command));
    }

    private static Process start(List<String> command, Path out, Path err) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(advice(command.getFirst()), e);
        }
    }

    private static void await(Process process, List<String> command) throws IOException {
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(
                        "%s did not end within %d s"
                                .formatted(String.join(" ", command), MOST_SECONDS));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.getFirst() + " ran");
        }
    }
}
