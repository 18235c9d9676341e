package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Against a real socket whose other side does not read. */
class StreamClientTest {
    private static final byte[] MUCH = "x".repeat(4 << 20).getBytes(StandardCharsets.US_ASCII);

    @Test
    void whoDoesNotReadIsCutOffAndNobodyWaitsForIt() throws Exception {
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (var silent = SocketChannel.open(server.getLocalAddress());
                    SocketChannel ours = server.accept()) {
                var made = new CompletableFuture<StreamClient>();
                Thread writer =
                        Thread.ofVirtual()
                                .start(() -> {
                                    var client = new StreamClient(Thread.currentThread());
                                    made.complete(client);
                                    writeUntilTheEnd(client, ours);
                                });
                StreamClient client = made.get();
                int taken = 0;
                while (taken < 100 && isTaken(client)) {
                    taken++;
                }
                assertThat(taken).isBetween(10, 20);
                client.cutOff(); // in the middle of a write: there is more, and it is not fetched
                assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
                assertThat(ours.isOpen()).isFalse();
                assertThat(silent.isOpen()).isTrue();
            }
        }
    }

    /** Whether there is room within a while; the writer needs some time for what goes through. */
    private static boolean isTaken(StreamClient client) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            long begun = System.nanoTime();
            boolean taken = client.offer(MUCH);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(1));
            if (taken) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    private static void writeUntilTheEnd(StreamClient client, SocketChannel to) {
        try {
            client.writeTo(Channels.newOutputStream(to));
        } catch (IOException | InterruptedException cutOff) {
            // As it should be.
        }
    }
}
