package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** {@code sockets --events} on sockets of this process. */
class EventsIT {
    private static final int MOST_ROUNDS = 200;

    /** A pipe whose reader leaves after some lines, as head does. */
    private static final class Head extends OutputStream {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final int most;
        private int lines;

        Head(int most) {
            this.most = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (lines == most) {
                throw new IOException("Broken pipe");
            }
            read.write(bytes, from, length);
            lines++;
        }

        List<String> lines() {
            return read.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void tellsOfConnectionsButNotOfSocketsThatNeverHadAnAddress() throws Exception {
        List<String> lines = listen(4);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).contains("  tcp  ", ":7000", "127.0.0.1"));
        assertThat(String.join("\n", lines)).contains("sent 1 B").doesNotContain("UNCONN");
    }

    @Test
    void ofTheseToo() throws Exception {
        assertThat(String.join("\n", listen(8, "-a"))).containsPattern("(0.0.0.0|\\[::]):0  \\*");
    }

    /** The first lines that are told while sockets come and go. */
    private static List<String> listen(int most, String... more) throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open()) {
            LabNamespace namespace = lab.namespace("events");
            var out = new Head(most);
            var err = new ByteArrayOutputStream();
            var around =
                    new Surroundings(
                            out,
                            err,
                            Map.of(),
                            new Screen(false, true, false, Map.of()),
                            InstantSource.system());
            var args = new ArrayList<String>();
            args.addAll(List.of("sockets", "--events", "-t", "--namespace=" + namespace.name()));
            args.addAll(List.of(more));
            var told = new FutureTask<>(() -> Main.run(around, args.toArray(String[]::new)));
            Thread listening = Thread.ofPlatform().daemon().start(told);
            InetAddress host = InetAddress.ofLiteral("127.0.0.1");
            try (ServerSocket server = namespace.call(() -> new ServerSocket(7000, 5, host))) {
                for (int round = 0; round < MOST_ROUNDS && listening.isAlive(); round++) {
                    namespace.call(SocketChannel::open).close();
                    try (Socket client = namespace.call(() -> new Socket(host, 7000));
                            Socket accepted = server.accept()) {
                        client.getOutputStream().write(7);
                        assertThat(accepted.getInputStream().read()).isEqualTo(7);
                    }
                    listening.join(100);
                }
            }
            assertThat(listening.isAlive()).as("listens still: " + out.lines()).isFalse();
            assertThat(told.get()).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
            return out.lines();
        }
    }
}
