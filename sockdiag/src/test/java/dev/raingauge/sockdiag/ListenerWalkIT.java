package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which listeners are MPTCP ones is remembered, and yet never wrong. */
class ListenerWalkIT {
    private static final int IPPROTO_MPTCP = 262;

    @Test
    void theKindOfAListenerIsTheSameInEveryPass() throws IOException {
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var _ = namespace.listen("127.0.0.1", 6001, 1)) {
            assertThat(seen(sockets)).containsExactly("TCP 6001");
            try (var _ = mptcp(namespace, 6000)) {
                for (int pass = 0; pass < 3; pass++) {
                    assertThat(seen(sockets)).containsExactlyInAnyOrder("TCP 6001", "MPTCP 6000");
                }
            }
            assertThat(seen(sockets)).containsExactly("TCP 6001");
            try (var _ = namespace.listen("127.0.0.1", 6000, 1)) {
                assertThat(seen(sockets)).containsExactlyInAnyOrder("TCP 6001", "TCP 6000");
                assertThat(seen(sockets)).containsExactlyInAnyOrder("TCP 6001", "TCP 6000");
            }
        }
    }

    private static List<String> seen(Sockets sockets) throws IOException {
        return sockets.queues().tcp().stream()
                .map(listener -> listener.transport() + " " + listener.local().port())
                .toList();
    }

    private static PlainSocket mptcp(TestNamespace namespace, int port) throws IOException {
        try {
            PlainSocket server =
                    namespace.in(
                            () -> PlainSocket.open(Libc.AF_INET, Libc.SOCK_STREAM, IPPROTO_MPTCP));
            server.bind(loopback(port));
            server.listen(1);
            return server;
        } catch (IOException absent) {
            abort("no MPTCP here: " + absent.getMessage());
            throw absent;
        }
    }

    /** {@code struct sockaddr_in} of 127.0.0.1. */
    private static byte[] loopback(int port) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putShort((short) Libc.AF_INET)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) port)
                .putInt(0x7f00_0001)
                .array();
    }
}
