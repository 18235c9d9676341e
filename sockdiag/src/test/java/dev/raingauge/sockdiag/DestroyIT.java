package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.model.Fate;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.TcpFigure;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closes sockets in a namespace, and hears of it. */
class DestroyIT {
    private TestNamespace namespace;
    private Sockets sockets;

    @BeforeEach
    void open() throws IOException {
        namespace = new TestNamespace();
        sockets = SockDiag.openIn(namespace.file());
    }

    @AfterEach
    void close() throws IOException {
        sockets.close();
        namespace.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theClientSeesTheReset(String host) throws IOException {
        try (ServerSocket server = namespace.listen(host, 7000, 5);
                Socket client = namespace.connect(host, 7000);
                Socket accepted = server.accept()) {
            SocketKey key = one(InetProtocol.TCP, at -> at.localPort() == 7000 && connected(at));
            assertThat(destroy(key)).isEqualTo(Fate.CLOSED);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThatThrownBy(() -> accepted.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("abort");
            assertThat(sockets.destroy(key)).isEqualTo(Fate.GONE);
            assertThat(keys(InetProtocol.TCP, DestroyIT::connected)).isEmpty();
        }
    }

    /** An IPv4 client of a dual-stack listener: its socket's family is IPv6. */
    @Test
    void aMappedAddressIsFound() throws IOException {
        try (ServerSocket server = namespace.listen("::", 7001, 5);
                Socket _ = namespace.connect("127.0.0.1", 7001);
                Socket _ = server.accept()) {
            SocketKey key = one(InetProtocol.TCP, at -> at.localPort() == 7001 && connected(at));
            assertThat(key.v6()).isTrue();
            assertThat(destroy(key)).isEqualTo(Fate.CLOSED);
        }
    }

    @Test
    void anotherSocketAtTheSameAddressIsLeftAlone() throws IOException {
        try (ServerSocket server = namespace.listen("127.0.0.1", 7002, 5);
                Socket client = namespace.connect("127.0.0.1", 7002);
                Socket accepted = server.accept()) {
            SocketKey key = one(InetProtocol.TCP, at -> at.localPort() == 7002 && connected(at));
            var other =
                    new SocketKey(
                            key.protocol(),
                            key.v6(),
                            key.localHigh(),
                            key.localLow(),
                            key.localPort(),
                            key.remoteHigh(),
                            key.remoteLow(),
                            key.remotePort(),
                            key.interfaceIndex(),
                            key.cookie() + 1_000_000);
            assertThat(destroy(other)).isEqualTo(Fate.GONE);
            client.getOutputStream().write(7);
            assertThat(accepted.getInputStream().read()).isEqualTo(7);
        }
    }

    /** Each member is found, though the kernel picks one by the origin of a packet. */
    @Test
    void everyMemberOfAGroupIsFound() throws IOException {
        var servers = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 8; i++) {
                servers.add(
                        namespace.in(() -> {
                            var server = new ServerSocket();
                            server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                            server.bind(
                                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7003),
                                    5);
                            return server;
                        }));
            }
            List<SocketKey> members = keys(InetProtocol.TCP, at -> at.localPort() == 7003);
            assertThat(members).hasSize(8);
            for (SocketKey member : members) {
                assertThat(destroy(member)).isEqualTo(Fate.CLOSED);
            }
            assertThat(keys(InetProtocol.TCP, at -> at.localPort() == 7003)).isEmpty();
        } finally {
            for (ServerSocket server : servers) {
                server.close();
            }
        }
    }

    @Test
    void udpIsClosedToo() throws IOException {
        try (DatagramSocket bound =
                        namespace.in(() ->
                                new DatagramSocket(7004, InetAddress.ofLiteral("127.0.0.1")));
                DatagramSocket connected = namespace.in(() -> new DatagramSocket(0))) {
            connected.connect(InetAddress.ofLiteral("127.0.0.1"), 7004);
            List<SocketKey> all = keys(InetProtocol.UDP, _ -> true);
            assertThat(all).hasSize(2);
            for (SocketKey socket : all) {
                assertThat(destroy(socket)).isEqualTo(Fate.CLOSED);
            }
            assertThat(bound.isClosed()).isFalse(); // its process does not know yet
        }
    }

    @Test
    void whatIsClosedIsToldToWhoListens() throws IOException {
        try (Destroyed destroyed = SockDiag.destroyedIn(namespace.file());
                ServerSocket server = namespace.listen("127.0.0.1", 7005, 5)) {
            int port;
            try (Socket client = namespace.connect("127.0.0.1", 7005);
                    Socket accepted = server.accept()) {
                port = client.getLocalPort();
                client.getOutputStream().write(new byte[1000]);
                assertThat(accepted.getInputStream().readNBytes(1000)).hasSize(1000);
            }
            var told = new ArrayList<String>();
            for (int i = 0; i < 50 && told.isEmpty(); i++) {
                Destroyed.Heard heard =
                        destroyed.next(socket -> {
                            if (socket.localPort() == port) {
                                told.add(
                                        socket.protocol()
                                                + " "
                                                + socket.remotePort()
                                                + " sent "
                                                + socket.details()
                                                        .tcp(TcpFigure.BYTES_SENT)
                                                        .orElse(-1));
                            }
                        });
                assertThat(heard).isNotEqualTo(Destroyed.Heard.LOSS);
            }
            assertThat(told).containsExactly("TCP 7005 sent 1000");
        }
    }

    private Fate destroy(SocketKey key) throws IOException {
        Fate fate = sockets.destroy(key);
        assumeTrue(fate != Fate.NOT_SUPPORTED, "this kernel closes no sockets on request");
        assumeTrue(fate != Fate.NOT_PERMITTED, "CAP_NET_ADMIN is missing");
        return fate;
    }

    private static boolean connected(InetRecord socket) {
        return socket.state() == TcpState.ESTABLISHED || socket.state() == TcpState.CLOSE_WAIT;
    }

    private SocketKey one(InetProtocol protocol, Predicate<InetRecord> wanted) throws IOException {
        List<SocketKey> found = keys(protocol, wanted);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<SocketKey> keys(InetProtocol protocol, Predicate<InetRecord> wanted)
            throws IOException {
        var found = new ArrayList<SocketKey>();
        InetQuery query = InetQuery.all(protocol).with(Set.of());
        boolean _ =
                sockets.walk(
                        query,
                        socket -> {
                            if (wanted.test(socket)) {
                                found.add(SocketKey.of(socket));
                            }
                        });
        return found;
    }
}
