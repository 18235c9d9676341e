package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queues of listeners whose depth we know, because we made them. */
class QueuesIT {
    private static final int IPPROTO_MPTCP = 262;
    private static final int SO_REUSEPORT = 15;
    private static final int SO_BINDTOIFINDEX = 62;

    /** The kernel refuses at depth > limit, so a backlog of one holds two connections. */
    @Test
    void aListenerOfBacklogOneIsFullAtTwo() throws IOException {
        try (var namespace = new TestNamespace();
                var server = namespace.listen("127.0.0.1", 0, 1);
                var sockets = SockDiag.openIn(namespace.file());
                var _ = namespace.connect("127.0.0.1", server.getLocalPort())) {
            assertThat(onlyTcp(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(1, 1));
            assertThat(onlyTcp(sockets).acceptQueue().full()).contains(false);
            try (var _ = namespace.connect("127.0.0.1", server.getLocalPort())) {
                assertThat(onlyTcp(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(2, 1));
                assertThat(onlyTcp(sockets).acceptQueue().full()).contains(true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1"})
    void eachAddressIsReportedAsItIsBound(String host) throws IOException {
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var server = listener(namespace, host, 6000, 7)) {
            var found = onlyTcp(sockets);
            assertThat(found.local().address()).hasToString(host);
            assertThat(found.local().port()).isEqualTo(6000);
            assertThat(found.acceptQueue()).isEqualTo(AcceptQueue.of(0, 7));
            assertThat(found.transport()).isEqualTo(Transport.TCP);
            assertThat(found.interfaceIndex()).isZero();
            assertThat(found.v6Only().isPresent()).isEqualTo(host.contains(":"));
            assertThat(found.drops()).hasValue(0);
            assertThat(found.identity().inode()).isPositive();
            assertThat(found.identity().uid()).hasValue(uid());
            assertThat(found.identity().cookie()).isPresent();
            assertThat(server).isNotNull();
        }
    }

    @Test
    void aListenerCountsTheSynsThatItDropped() throws IOException {
        try (var namespace = new TestNamespace();
                var server = namespace.listen("127.0.0.1", 0, 1);
                var sockets = SockDiag.openIn(namespace.file());
                var _ = namespace.connect("127.0.0.1", server.getLocalPort());
                var _ = namespace.connect("127.0.0.1", server.getLocalPort())) {
            assertThat(onlyTcp(sockets).drops()).hasValue(0);
            // One SYN each: the next would come a second later.
            try (var one = tcp(namespace, Libc.AF_INET);
                    var two = tcp(namespace, Libc.AF_INET)) {
                byte[] address = Sockaddr.inet("127.0.0.1", server.getLocalPort());
                assertThat(one.connect(address)).isEqualTo(Errno.EINPROGRESS);
                assertThat(two.connect(address)).isEqualTo(Errno.EINPROGRESS);
                assertThat(onlyTcp(sockets).drops()).hasValue(2);
                assertThat(onlyTcp(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(2, 1));
            }
        }
    }

    @Test
    void socketsThatShareAPortAreListedOneByOneWithOneAddress() throws IOException {
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var _ = listener(namespace, "127.0.0.1", 6000, 3, SO_REUSEPORT, 1);
                var _ = listener(namespace, "127.0.0.1", 6000, 4, SO_REUSEPORT, 1)) {
            List<TcpSocket.Listener> found = sockets.queues().tcp();
            assertThat(found)
                    .extracting(TcpSocket.Listener::acceptQueue)
                    .containsExactlyInAnyOrder(AcceptQueue.of(0, 3), AcceptQueue.of(0, 4));
            assertThat(found)
                    .extracting(ListenerAddress::of)
                    .containsOnly(ListenerAddress.of(found.getFirst()));
            assertThat(found).extracting(each -> each.identity().cookie()).doesNotHaveDuplicates();
        }
    }

    @Test
    void anInterfaceIsPartOfTheAddress() throws IOException {
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var _ = listener(namespace, "0.0.0.0", 6000, 3, SO_BINDTOIFINDEX, 1)) {
            assertThat(onlyTcp(sockets).interfaceIndex()).isEqualTo(1);
        }
    }

    @Test
    void theLimitIsWhatListenWasGranted() throws IOException {
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file())) {
            namespace.exec("sysctl", "-q", "-w", "net.core.somaxconn=5");
            try (var server = listener(namespace, "127.0.0.1", 6000, 100)) {
                assertThat(onlyTcp(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(0, 5));
                namespace.exec("sysctl", "-q", "-w", "net.core.somaxconn=50");
                assertThat(onlyTcp(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(0, 5));
                server.listen(100);
                assertThat(onlyTcp(sockets).acceptQueue()).isEqualTo(AcceptQueue.of(0, 50));
            }
        }
    }

    /** In both dumps, and yet one listener. */
    @Test
    void anMptcpListenerIsShownOnce() throws IOException {
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var _ = listener(namespace, "127.0.0.1", 6001, 9);
                var server = mptcp(namespace);
                var _ = namespace.connect("127.0.0.1", 6000);
                var _ = namespace.connect("127.0.0.1", 6000)) {
            List<TcpSocket.Listener> found = sockets.queues().tcp();
            assertThat(found)
                    .extracting(each -> each.transport() + " " + each.local())
                    .containsExactlyInAnyOrder("MPTCP 127.0.0.1:6000", "TCP 127.0.0.1:6001");
            TcpSocket.Listener multipath =
                    found.stream()
                            .filter(each -> each.transport() == Transport.MPTCP)
                            .findFirst()
                            .orElseThrow();
            assertThat(multipath.acceptQueue()).isEqualTo(AcceptQueue.of(2, 1));
            try (var late = tcp(namespace, Libc.AF_INET)) {
                assertThat(late.connect(Sockaddr.inet("127.0.0.1", 6000)))
                        .isEqualTo(Errno.EINPROGRESS);
                assertThat(sockets.queues().tcp())
                        .filteredOn(each -> each.transport() == Transport.MPTCP)
                        .extracting(TcpSocket.Listener::drops)
                        .containsExactly(OptionalLong.of(1));
            }
            PlainSocket accepted = server.accept().orElseThrow();
            var row = ListenerAddress.of(multipath);
            assertThat(sockets.census(sockets.queues(), 1).listeners())
                    .containsEntry(row, new ListenerCounts(1, 1, 0, 0));
            accepted.close();
        }
    }

    private static PlainSocket mptcp(TestNamespace namespace) throws IOException {
        try {
            var server =
                    namespace.in(
                            () -> PlainSocket.open(Libc.AF_INET, Libc.SOCK_STREAM, IPPROTO_MPTCP));
            server.bind(Sockaddr.inet("127.0.0.1", 6000));
            server.listen(1);
            return server;
        } catch (IOException absent) {
            abort("no MPTCP here: " + absent.getMessage());
            throw absent;
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"1, stream, UNIX", "5, seqpacket, UNIX_SEQPACKET"})
    void aUnixQueueIsFullAboveItsLimit(
            int type, String name, Transport transport, @TempDir Path folder) throws IOException {
        String path = folder.resolve(name).toString();
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var _ = unix(namespace, type, path, 1);
                var one = unix(namespace, type);
                var two = unix(namespace, type);
                var three = unix(namespace, type)) {
            assertThat(one.connect(Sockaddr.unix(path))).isZero();
            assertThat(onlyUnix(sockets).acceptQueue().full()).contains(false);
            assertThat(two.connect(Sockaddr.unix(path))).isZero();
            assertThat(three.connect(Sockaddr.unix(path))).isEqualTo(Errno.EAGAIN);

            UnixSocket.Listener found = onlyUnix(sockets);
            assertThat(found.acceptQueue()).isEqualTo(AcceptQueue.of(2, 1));
            assertThat(found.acceptQueue().full()).contains(true);
            assertThat(found.transport()).isEqualTo(transport);
            assertThat(found.name()).hasToString(path);
            assertThat(found.file().orElseThrow().inode())
                    .isEqualTo(Files.getAttribute(Path.of(path), "unix:ino"));
            assertThat(found.waitingClients()).hasSize(2).doesNotContain(0L);
        }
    }

    @Test
    void anAbstractNameMayHoldAnything() throws IOException {
        String name = "\0rg \n\u001b[1m";
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var _ = unix(namespace, Libc.SOCK_STREAM, name, 5)) {
            assertThat(onlyUnix(sockets).name().bytes()).isEqualTo(name);
            assertThat(onlyUnix(sockets).file()).isEmpty();
        }
    }

    /** A server that was started again while its predecessor still listens. */
    @Test
    void twoListenersOfOnePathAreToldApart(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("a");
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var old = unix(namespace, Libc.SOCK_STREAM, path.toString(), 5)) {
            Files.delete(path);
            try (var _ = unix(namespace, Libc.SOCK_STREAM, path.toString(), 6);
                    var client = unix(namespace, Libc.SOCK_STREAM)) {
                assertThat(client.connect(Sockaddr.unix(path.toString()))).isZero();
                QueuePass pass = sockets.queues();
                assertThat(pass.unix()).extracting(ListenerAddress::of).doesNotHaveDuplicates();
                assertThat(pass.unix())
                        .extracting(UnixSocket.Listener::acceptQueue)
                        .containsExactlyInAnyOrder(AcceptQueue.of(0, 5), AcceptQueue.of(1, 6));
                assertThat(old.accept()).isEmpty();
            }
        }
    }

    static PlainSocket unix(TestNamespace namespace, int type) throws IOException {
        return namespace.in(() -> PlainSocket.open(Libc.AF_UNIX, type, 0));
    }

    static PlainSocket unix(TestNamespace namespace, int type, String name, int backlog)
            throws IOException {
        PlainSocket server = unix(namespace, type);
        server.bind(Sockaddr.unix(name));
        server.listen(backlog);
        return server;
    }

    static PlainSocket tcp(TestNamespace namespace, int family) throws IOException {
        return namespace.in(() -> PlainSocket.open(family, Libc.SOCK_STREAM, 0));
    }

    static PlainSocket listener(TestNamespace namespace, String host, int port, int backlog)
            throws IOException {
        return listener(namespace, host, port, backlog, SO_REUSEPORT, 0);
    }

    /** A listener with one option of the socket level. */
    static PlainSocket listener(
            TestNamespace namespace, String host, int port, int backlog, int option, int value)
            throws IOException {
        PlainSocket server = tcp(namespace, host.contains(":") ? Libc.AF_INET6 : Libc.AF_INET);
        server.option(Libc.SOL_SOCKET, option, value);
        server.bind(Sockaddr.inet(host, port));
        server.listen(backlog);
        return server;
    }

    private static long uid() throws IOException {
        return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    }

    private static TcpSocket.Listener onlyTcp(Sockets sockets) throws IOException {
        QueuePass pass = sockets.queues();
        assertThat(pass.consistent()).isTrue();
        assertThat(pass.tcp()).hasSize(1);
        return pass.tcp().getFirst();
    }

    private static UnixSocket.Listener onlyUnix(Sockets sockets) throws IOException {
        QueuePass pass = sockets.queues();
        assertThat(pass.consistent()).isTrue();
        assertThat(pass.unix()).hasSize(1);
        return pass.unix().getFirst();
    }
}
