package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.Host;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs many commands in one process, so that the virtual machine learns what to keep in the AOT
 * cache. Used once while the program's image is made, never by the program itself.
 */
final class Training {
    private static final String LISTENING = "listening on ";
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/metrics",
                    "/api/listeners",
                    "/api/summary",
                    "/api/counters",
                    "/api/history?what=states",
                    "/api/listeners?at=now");
    private static final int TRIES = 100;

    /** With TLS and passwords. */
    private static final String TRAINING_DOOR = "--web.config.file=TRAINING";

    private Training() {}

    /** Reads one command a line from standard input; a failed command is no reason to stop. */
    public static void main(String[] args) throws IOException, InterruptedException, Failure {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.isEmpty() ? new String[0] : line.split(" ");
            if (line.startsWith("serve ")) {
                serve(words);
            } else if (line.equals("top")) {
                top();
            } else {
                System.err.println("training: " + line + ": exit code " + Main.run(words));
            }
        }
        System.exit(0); // what serve left behind ends here
    }

    /** Serves, asks for each page once, and goes on: this command has no end of its own. */
    private static void serve(String[] words) throws IOException, InterruptedException {
        var said = new ByteArrayOutputStream();
        Surroundings real = Surroundings.real();
        var around =
                new Surroundings(real.out(), said, real.environment(), real.screen(), real.clock());
        Path data = Files.createTempDirectory("raingauge-training");
        Path secrets = Files.createTempDirectory("raingauge-training");
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--data=" + data);
        if (all.remove(TRAINING_DOOR)) {
            all.add("--web.config.file=" + RehearsedDoor.write(secrets));
        }
        Thread.ofPlatform().daemon().start(() -> Main.run(around, all.toArray(String[]::new)));
        try {
            askAll(said);
        } finally {
            remove(data);
            remove(secrets);
        }
    }

    /** The file that is still open goes with the process. */
    private static void remove(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static void askAll(ByteArrayOutputStream said)
            throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Thread.sleep(100);
            String text = said.toString(StandardCharsets.UTF_8);
            int at = text.indexOf(LISTENING);
            if (at >= 0 && text.indexOf('\n', at) > at) {
                var url =
                        URI.create(text.substring(at + LISTENING.length(), text.indexOf('\n', at)));
                Thread.sleep(1_000); // a pass of each kind
                for (String page : PAGES) {
                    ask(url, page);
                }
                return;
            }
        }
        System.err.println("training: serve did not listen: " + said);
    }

    /** Watches this host for some seconds, on a display that nobody sees. */
    private static void top() throws IOException, Failure {
        Path proc = ReadingOptions.proc("/proc");
        TopCommand.watch(
                new Host(proc),
                proc,
                Optional.empty(),
                true,
                new RehearsedDisplay(),
                Surroundings.real());
    }

    private static void ask(URI url, String page) throws IOException {
        try (Socket socket = RehearsedDoor.connect(url)) {
            String request =
                    "GET %s HTTP/1.0\r\nHost: %s\r\nAuthorization: %s\r\n\r\n"
                            .formatted(page, url.getAuthority(), RehearsedDoor.AUTHORIZATION);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            long _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
