package dev.raingauge.monitor.top;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A terminal of tmux with a shell in it, on a server of its own. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String socket;
    private final Path program;

    private Tmux(String socket, Path program) {
        this.socket = socket;
        this.program = program;
    }

    static boolean isThere() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v tmux").start().waitFor() == 0;
    }

    /** A terminal of a size; {@code rg} is the program of these very classes. */
    static Tmux open(Path folder, int columns, int lines, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path program = folder.resolve("rg");
        Files.writeString(
                program,
                """
                #!/bin/sh
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m \\
                    --enable-native-access=ALL-UNNAMED \\
                    -cp '%s' dev.raingauge.monitor.cli.Main "$@"
                """
                        .formatted(
                                ProcessHandle.current().info().command().orElse("java"),
                                System.getProperty("java.class.path")));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        var tmux =
                new Tmux("rg-" + ProcessHandle.current().pid() + "-" + System.nanoTime(), program);
        var command =
                new ArrayList<>(
                        List.of(
                                "-f",
                                "/dev/null",
                                "new-session",
                                "-d",
                                "-x",
                                Integer.toString(columns),
                                "-y",
                                Integer.toString(lines)));
        command.addAll(List.of("-e", "LC_ALL=C.UTF-8"));
        environment.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
        command.add("sh");
        tmux.run(command.toArray(String[]::new));
        try {
            tmux.greet();
        } catch (IOException | InterruptedException | AssertionError e) {
            tmux.close();
            throw e;
        }
        return tmux;
    }

    private void greet() throws IOException, InterruptedException {
        String _ = await("a shell", screen -> !screen.isBlank());
        type("PS1='ready> '; clear");
        String _ = await("the shell", screen -> screen.startsWith("ready>"));
    }

    /** A line for the shell, with Enter; {@code rg top} and the like start the program. */
    void type(String line) throws IOException, InterruptedException {
        String started = line.replaceAll("\\brg (top|record|listeners)\\b", program + " $1");
        String _ = run("send-keys", "-l", started);
        keys("Enter");
    }

    /** Keys by their names in tmux. */
    void keys(String... names) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(names));
        String _ = run(command.toArray(String[]::new));
    }

    void resize(int columns, int lines) throws IOException, InterruptedException {
        String _ =
                run(
                        "resize-window",
                        "-x",
                        Integer.toString(columns),
                        "-y",
                        Integer.toString(lines));
    }

    String screen() throws IOException, InterruptedException {
        return run("capture-pane", "-p");
    }

    /** With the sequences for colours. */
    String colouredScreen() throws IOException, InterruptedException {
        return run("capture-pane", "-e", "-p");
    }

    /** One of tmux's own figures about the terminal. */
    String about(String format) throws IOException, InterruptedException {
        return run("display-message", "-p", format).strip();
    }

    String await(String what, Predicate<String> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String screen = screen();
        while (!wanted.test(screen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never seen: " + what + "\n" + screen);
            }
            Thread.sleep(100);
            screen = screen();
        }
        return screen;
    }

    String await(String text) throws IOException, InterruptedException {
        return await(text, screen -> screen.contains(text));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        builder.environment().put("LC_ALL", "C.UTF-8"); // or it draws underscores
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        try {
            String _ = run("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
