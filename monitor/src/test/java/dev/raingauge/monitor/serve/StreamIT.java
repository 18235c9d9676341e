package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /api/stream}, against the real kernel. */
class StreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Lab lab;
    private static LabNamespace home;
    private static LabNamespace elsewhere;
    private static Program program;
    private static Http http;

    /** One event: its name and its data. */
    private record Event(String name, String data) {}

    /** A stream that is being read, line by line. */
    private static final class Listening implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Listening(String query) throws IOException {
            socket = http.connect();
            String request = "GET /api/stream" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String head() throws IOException {
            var head = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    return head.toString();
                }
                head.append(line).append('\n');
            }
            throw new IOException("no head: " + head);
        }

        /** Reads on until there is such an event. The marks of chunks are lines like any other. */
        Event await(Predicate<Event> wanted) throws IOException {
            String name = "";
            var data = new StringBuilder();
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (String line = lines.readLine();
                    line != null && System.nanoTime() < end;
                    line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                    data.setLength(0);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.isEmpty() && !name.isEmpty() && ended(data)) {
                    var event = new Event(name, data.toString());
                    if (wanted.test(event)) {
                        return event;
                    }
                    name = "";
                } else if (!data.isEmpty() && !line.matches("[0-9a-f]{1,8}")) {
                    data.append(line);
                }
            }
            throw new AssertionError("no such event");
        }

        private static boolean ended(StringBuilder data) {
            return !data.isEmpty() && data.charAt(data.length() - 1) == '}';
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = Lab.open();
        home = lab.namespace("stream");
        elsewhere = lab.namespace("streamed");
        program =
                Program.start(
                        home.inside(
                                Program.raingauge("serve", "--listen=127.0.0.1:0", "--data=none")
                                        .toArray(String[]::new)));
        String line = program.awaitLine(said -> said.contains("listening on http"), PATIENCE);
        http = new Http(home, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
        while (http.get("/-/ready").status() != 200) {
            Thread.sleep(100);
        }
    }

    @AfterAll
    static void end() {
        if (program != null) {
            program.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    private static ServerSocket listen(int port, int backlog) throws IOException {
        return elsewhere.call(
                () -> new ServerSocket(port, backlog, InetAddress.ofLiteral("127.0.0.1")));
    }

    @Test
    void firstEverythingThenWhatChanges() throws Exception {
        try (var stream = new Listening("")) {
            assertThat(stream.head()).contains("200", "text/event-stream", "nosniff", "no-store");
            assertThat(stream.await(one -> one.name().equals("listeners")).data())
                    .contains("\"complete\":true", "\"gone\":[]", "\"kernel\":");
            assertThat(stream.await(one -> one.name().equals("summary")).data())
                    .contains("\"complete\":true", "\"states\":{");
            assertThat(stream.await(one -> one.name().equals("findings")).data())
                    .contains("\"verdict\":", "\"findings\":[");
            assertThat(stream.await(one -> one.name().equals("clock")).data())
                    .contains("\"ageSeconds\":{\"queues\":");
            stream.await(one ->
                    one.name().equals("counters") && one.data().contains("TcpExtListenOverflows"));
            try (var server = listen(7301, 2);
                    var _ = Clients.come(elsewhere, 7301, 6)) {
                assertThat(server.isBound()).isTrue();
                String row =
                        stream.await(one ->
                                        one.name().equals("listeners")
                                                && one.data().contains(":7301\"")
                                                && one.data().contains("\"peak\":3"))
                                .data();
                assertThat(row)
                        .contains("\"complete\":false", ":7301\"", "\"peak\":3", "\"full\":true");
                stream.await(one ->
                        one.name().equals("findings")
                                && one.data().contains("\"rule\":\"accept-queue-overflow\""));
            }
            String gone =
                    stream.await(one ->
                                    one.name().equals("listeners")
                                            && goneOf(one.data()).contains(":7301\""))
                            .data();
            assertThat(gone).contains("\"complete\":false");
        }
    }

    private static String goneOf(String data) {
        return data.substring(data.indexOf("\"gone\":["));
    }

    /** Ten passes are taken in a second; the one that saw it is told. */
    @Test
    void aBurstBetweenTwoEventsIsTold() throws Exception {
        try (var _ = listen(7302, 2);
                var stream = new Listening("")) {
            stream.await(one -> one.name().equals("listeners") && one.data().contains(":7302"));
            try (var _ = Clients.come(elsewhere, 7302, 3)) {
                Thread.sleep(300);
            }
            stream.await(one ->
                    one.name().equals("listeners")
                            && one.data().contains(":7302")
                            && one.data().contains("\"peak\":3"));
        }
    }

    @Test
    void oneNamespaceIsToldOfItselfOnly() throws Exception {
        try (var _ = listen(7303, 2);
                var here = new Listening("?namespace=" + home.name());
                var there = new Listening("?namespace=" + elsewhere.name())) {
            assertThat(there.await(one -> one.data().contains(":7303")).name())
                    .isEqualTo("listeners");
            assertThat(here.await(one -> one.name().equals("listeners")).data())
                    .contains(":" + http.port() + "\"")
                    .doesNotContain(":7303");
            assertThat(here.await(one -> one.name().equals("summary")).data())
                    .doesNotContain(elsewhere.name());
        }
    }

    @Test
    void oneTooManyIsRefusedAndADeadOneMakesRoom() throws Exception {
        List<Listening> streams = new ArrayList<>();
        try {
            boolean refused = false;
            for (int i = 0; i <= LiveStream.MOST_CLIENTS && !refused; i++) {
                var stream = new Listening("");
                streams.add(stream);
                refused = stream.head().contains(" 503 ");
            }
            assertThat(refused).isTrue();
            assertThat(http.get("/api/stream").text()).contains("streams already");
        } finally {
            for (Listening stream : streams) {
                stream.close();
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (var stream = new Listening("")) {
                if (stream.head().contains(" 200 ")) {
                    return;
                }
            }
            Thread.sleep(200);
        }
        throw new AssertionError("no room again");
    }
}
