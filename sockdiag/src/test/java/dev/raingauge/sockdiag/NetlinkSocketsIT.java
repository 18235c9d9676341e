package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.TcpSocket;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What netlink says about sockets whose state we know, because we made it. */
class NetlinkSocketsIT {
    /** The kernel refuses at depth > limit, so a backlog of one holds two connections. */
    @Test
    void aListenerOfBacklogOneIsFullAtTwo() throws IOException {
        try (var namespace = new TestNamespace();
                var server = namespace.listen("127.0.0.1", 0, 1);
                var sockets = SockDiag.openIn(namespace.file());
                var _ = namespace.connect("127.0.0.1", server.getLocalPort())) {
            assertThat(only(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(1, 1));
            assertThat(only(sockets).acceptQueue().full()).contains(false);
            try (var _ = namespace.connect("127.0.0.1", server.getLocalPort())) {
                assertThat(only(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(2, 1));
                assertThat(only(sockets).acceptQueue().full()).contains(true);
            }
        }
    }

    private static TcpSocket.Listener only(Sockets sockets) throws IOException {
        var pass = sockets.queues();
        assertThat(pass.consistent()).isTrue();
        assertThat(pass.unix()).isEmpty();
        assertThat(pass.tcp()).hasSize(1);
        return pass.tcp().getFirst();
    }
}
