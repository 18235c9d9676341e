package dev.raingauge.monitor.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that a test started; it is ended with the test. */
public final class Program implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private Program(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().unstarted(this::read);
        reader.start();
    }

    /** Starts a program; its two outputs are read as one. */
    public static Program start(List<String> command) throws IOException {
        return new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The command line that starts Raingauge from these very classes. */
    public static List<String> raingauge(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.raingauge.monitor.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    if (lines.size() < 10_000) {
                        lines.add(line);
                    }
                    lines.notifyAll();
                }
            }
        } catch (IOException endedMeanwhile) {
            // What was read so far is what it said.
        }
    }

    /** The first line that it writes of this kind; fails with all that it wrote. */
    public String awaitLine(Predicate<String> wanted, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (lines) {
            while (true) {
                Optional<String> found = lines.stream().filter(wanted).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                long rest = (end - System.nanoTime()) / 1_000_000;
                if (rest <= 0) {
                    throw new AssertionError("never said: " + String.join("\n", lines));
                }
                lines.wait(Math.min(rest, 200));
            }
        }
    }

    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Its number; a namespace is entered without another process. */
    long pid() {
        return process.pid();
    }

    /** Asks it to end, as {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    /** Its exit code; fails if it takes longer. */
    int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs; it said: " + output());
        }
        reader.join(patience); // so that its last words are heard
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
