package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.model.CensusPass;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.ListenerCounts;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of seven kernels, asked as a namespace is. */
class ProcSocketsTest {
    @TempDir private Path proc;

    @BeforeEach
    void addressesAreInOurByteOrder() {
        assumeTrue(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
                "recorded on x86-64: /proc/net/tcp is in the machine's byte order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.10-old", "5.10", "6.1", "6.12", "6.16", "6.18", "7.3"})
    void theWholeScene(String kernel) throws IOException {
        record(kernel, proc.resolve("net"));
        Host host = new Host(proc);
        try (Sockets sockets = SockDiag.openProc(host, host.own())) {
            assertThat(sockets.source()).isEqualTo(Source.PROCFS);
            QueuePass queues = sockets.queues();
            assertThat(
                            queues.tcp().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    listener -> listener.local().toString(),
                                                    listener -> listener.acceptQueue().depth())))
                    .isEqualTo(
                            Map.of(
                                    "127.0.0.1:7777", 3L,
                                    "127.0.0.1:7779", 0L,
                                    "10.98.0.1:7777", 0L,
                                    "[::]:7778", 1L));
            assertThat(queues.unix())
                    .extracting(listener ->
                            "%s %s %d %s"
                                    .formatted(
                                            listener.name(),
                                            listener.kind(),
                                            listener.acceptQueue().depth(),
                                            listener.acceptQueue().limit()))
                    .containsExactlyInAnyOrder(
                            "/tmp/fixture.sock STREAM 1 OptionalLong.empty",
                            "@fixture SEQPACKET 0 OptionalLong.empty");

            StatePass states = sockets.states(queues);
            assertThat(states.states())
                    .containsEntry(TcpState.SYN_RECV, 2L)
                    .containsEntry(TcpState.FIN_WAIT2, 1L)
                    .containsEntry(TcpState.LISTEN, 4L)
                    .doesNotContainKeys(TcpState.ESTABLISHED, TcpState.TIME_WAIT);
            assertThat(states.finWait2Remains()).isEqualTo(1);

            CensusPass census = sockets.census(queues, 2);
            assertThat(census.sockets()).isEqualTo(20);
            assertThat(census.states())
                    .hasSize(11)
                    .containsEntry(TcpState.ESTABLISHED, 10L)
                    .containsEntry(TcpState.CLOSING, 0L);
            Map<String, ListenerCounts> counts =
                    census.listeners().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            entry -> entry.getKey().toString(),
                                            Map.Entry::getValue));
            assertThat(counts)
                    .isEqualTo(
                            Map.of(
                                    "127.0.0.1:7777", new ListenerCounts(0, 3, 0, 0),
                                    "127.0.0.1:7779", new ListenerCounts(1, 0, 1, 0),
                                    "10.98.0.1:7777", new ListenerCounts(0, 0, 0, 2),
                                    "[::]:7778", new ListenerCounts(0, 1, 0, 0)));

            ListenerAddress full =
                    census.listeners().keySet().stream()
                            .filter(one -> one.toString().equals("127.0.0.1:7777"))
                            .findAny()
                            .orElseThrow();
            CensusPass one = sockets.censusOf(queues, java.util.List.of(full));
            assertThat(one.listeners()).isEqualTo(Map.of(full, new ListenerCounts(0, 3, 0, 0)));
            assertThat(one.sockets()).as("at port 7777").isEqualTo(7);

            assertThat(sockets.waits(queues, java.util.List.of(full))).isEmpty();
            assertThat(sockets.unixActive(queues)).isEmpty();
            assertThat(sockets.unix().sockets())
                    .hasSize(3)
                    .filteredOn(UnixSocket.Plain.class::isInstance)
                    .singleElement()
                    .extracting(plain -> ((UnixSocket.Plain) plain).connected())
                    .isEqualTo(true);
        }
    }

    /** Old kernels write half-open requests between the listeners, no kernel anything else. */
    @Test
    void queuesReadNoFurtherThanTheListeners() throws IOException {
        Path net = proc.resolve("1/net");
        record("6.18", net);
        String listener = " 00000000:0000 0A 00000000:00000001 00:00000000 00000000 0 0 5 1 0\n";
        Files.writeString(
                net.resolve("tcp"),
                "  sl  local_address\n"
                        + "0: 0100007F:0001"
                        + listener
                        + "1: 0100007F:0001 0100007F:0009 03 00000000:00000000 01:00000048"
                        + " 00000000 0 0 0 0 0\n"
                        + "2: 0100007F:0002"
                        + listener
                        + "3: 0100007F:0001 0100007F:0009 01 00000000:00000000 00:00000000"
                        + " 00000000 0 0 0 0 0\n"
                        + "nothing that could be read\n");
        try (Sockets sockets = SockDiag.openProc(proc, 1)) {
            assertThat(sockets.queues().tcp()).hasSize(3);
            assertThatThrownBy(() -> sockets.tcp(TcpQuery.all()))
                    .hasMessageContaining("tcp, line 6");
        }
    }

    /** Two sockets bound to one path: the older one cannot be connected to any more. */
    @Test
    void clientsThatWaitAreCountedOnce() throws IOException {
        Path net = proc.resolve("1/net");
        record("6.18", net);
        Files.writeString(
                net.resolve("unix"),
                """
                Num       RefCount Protocol Flags    Type St Inode Path
                0000000000000000: 00000002 00000000 00010000 0001 01 500 /run/x
                0000000000000000: 00000002 00000000 00010000 0001 01 700 /run/x
                0000000000000000: 00000002 00000000 00010000 0005 01 900 /run/x
                0000000000000000: 00000003 00000000 00000000 0001 02 0 /run/x
                0000000000000000: 00000003 00000000 00000000 0001 02 0 /run/x
                0000000000000000: 00000003 00000000 00000000 0001 03 701 /run/x
                0000000000000000: 00000003 00000000 00000000 0002 01 702 /run/x
                0000000000000000: 00000003 00000000 00000000 0001 04 0 /run/x
                """);
        try (Sockets sockets = SockDiag.openProc(proc, 1)) {
            QueuePass queues = sockets.queues();
            assertThat(queues.unix())
                    .extracting(one -> one.identity().inode() + " " + one.acceptQueue().depth())
                    .containsExactlyInAnyOrder("500 0", "700 2", "900 0");
            assertThat(sockets.unixActive(queues).entrySet())
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.getKey().transport()).isEqualTo(Transport.UNIX);
                        assertThat(entry.getValue()).isEqualTo(1);
                    });
            assertThat(sockets.unix().sockets()).hasSize(5);
        }
    }

    @Test
    void aKernelWithoutIpv6() throws IOException {
        Path net = proc.resolve("1/net");
        record("6.18", net);
        Files.delete(net.resolve("tcp6"));
        try (Sockets sockets = SockDiag.openProc(proc, 1)) {
            assertThat(sockets.queues().tcp()).hasSize(3);
        }
    }

    @Test
    void whatCannotBeAnsweredIsRefused() throws IOException {
        record("6.18", proc.resolve("1/net"));
        try (Sockets sockets = SockDiag.openProc(proc, 1)) {
            assertThatThrownBy(() -> sockets.tcp(TcpQuery.all().over(Transport.MPTCP)))
                    .isInstanceOf(SockDiagException.class)
                    .hasMessage("/proc does not show MPTCP sockets; netlink does");
            Files.delete(proc.resolve("1/net/tcp"));
            assertThatThrownBy(sockets::queues)
                    .isInstanceOf(SockDiagException.class)
                    .hasMessageStartingWith("there is no file ");
        }
        assertThatThrownBy(() -> SockDiag.openProc(proc, 2))
                .isInstanceOf(SockDiagException.class)
                .hasMessage("there is no process 2 in " + proc);
    }

    @Test
    void anObjectIsOfOneThreadAndOfNoUseOnceClosed() throws Exception {
        record("6.18", proc.resolve("1/net"));
        Sockets sockets = SockDiag.openProc(proc, 1);
        var refused = new java.util.concurrent.atomic.AtomicReference<Throwable>();
        Thread other =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                sockets.unix();
                            } catch (IOException | RuntimeException e) {
                                refused.set(e);
                            }
                        });
        other.join();
        assertThat(refused.get()).isInstanceOf(WrongThreadException.class);
        sockets.close();
        assertThatThrownBy(sockets::queues).isInstanceOf(IllegalStateException.class);
    }

    private static void record(String kernel, Path net) throws IOException {
        Files.createDirectories(net);
        for (String file : new String[] {"tcp", "tcp6", "unix"}) {
            String name = "/kernels/" + kernel + "/proc-net-" + file + ".txt";
            try (InputStream in =
                    Objects.requireNonNull(ProcSocketsTest.class.getResourceAsStream(name), name)) {
                Files.copy(in, net.resolve(file));
            }
        }
    }
}
