package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The kernel shows sockets twice where many share a bucket of its table and more come. */
class RepeatsIT {
    private static final int WALKS = 150;

    /**
     * A namespace with a table of 16 buckets: there the kernel's own answers held 280 repeats in
     * 200 walks (Linux 6.18).
     */
    @Test
    void nobodyIsShownTwiceWhileConnectionsComeAndGo() throws Exception {
        var opened = new ArrayList<PlainSocket>();
        var stop = new AtomicBoolean();
        try (var outer = new TestNamespace()) {
            outer.exec("sysctl", "-q", "-e", "-w", "net.ipv4.tcp_child_ehash_entries=16");
            try (var namespace = outer.child();
                    var _ = QueuesIT.listener(namespace, "127.0.0.1", 6000, 4000);
                    var sockets = SockDiag.openIn(namespace.file())) {
                for (int i = 0; i < 1000; i++) {
                    opened.add(connected(namespace));
                }
                var churn = new FutureTask<>(() -> churn(namespace, stop));
                Thread.ofPlatform().daemon().start(churn);
                for (int i = 0; i < WALKS; i++) {
                    Map<Long, Integer> seen = new HashMap<>();
                    boolean _ =
                            sockets.walk(
                                    TcpQuery.all(),
                                    socket -> seen.merge(socket.cookie(), 1, Integer::sum));
                    assertThat(seen).hasSizeGreaterThan(1000);
                    assertThat(seen.values()).containsOnly(1);
                }
                stop.set(true);
                assertThat(churn.get()).isPositive();
            } finally {
                stop.set(true);
                List.copyOf(opened).forEach(PlainSocket::close);
            }
        }
    }

    private static int churn(TestNamespace namespace, AtomicBoolean stop) throws IOException {
        int connections = 0;
        while (!stop.get() && connections < 100_000) {
            connected(namespace).close();
            connections++;
        }
        return connections;
    }

    private static PlainSocket connected(TestNamespace namespace) throws IOException {
        PlainSocket client = QueuesIT.tcp(namespace, Libc.AF_INET);
        int _ = client.connect(Sockaddr.inet("127.0.0.1", 6000));
        return client;
    }
}
