package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.TcpFigure;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketsTableTest {
    private static final Look LOOK =
            new Look(
                    Instant.parse("2026-11-22T19:30:00.123Z"),
                    "web-1",
                    "6.18.44",
                    Set.of(Source.NETLINK),
                    true,
                    List.of());

    @Test
    void aTerminalOfEightyColumns() throws IOException {
        Golden.check("sockets-80.txt", table(style(true, false), page(80), SocketMark.NONE));
    }

    @Test
    void aPipeGetsOneLineForEachSocket() throws IOException {
        String table = table(style(true, false), Page.PLAIN, SocketMark.NONE);
        Golden.check("sockets-pipe.txt", table);
        assertThat(table).hasLineCount(10);
    }

    @Test
    void theBareTableIsThatOfSs() throws IOException {
        Golden.check("sockets-bare.txt", table(style(false, false), page(80), SocketMark.NONE));
    }

    @Test
    void changesAreMarked() throws IOException {
        Golden.check(
                "sockets-marks.txt",
                table(style(false, true), page(80), SocketMark.changed(TcpState.ESTABLISHED)));
    }

    @Test
    void theDocumentHasThemAll() throws IOException {
        var out = new ByteArrayOutputStream();
        var json = new SocketsJson(style(true, true), names(), out);
        json.head(LOOK);
        json.begin(new Namespace(4026531840L, "host"));
        show(json, SocketMark.changed(TcpState.ESTABLISHED));
        json.gone(json.last());
        json.end(LOOK);
        Golden.check("sockets.json", out.toString(StandardCharsets.UTF_8));
    }

    /** A million rows must not be kept: the widths of the first ones hold for all. */
    @Test
    void laterRowsAreWrittenAtOnce() throws IOException {
        var out = new ByteArrayOutputStream();
        var table = new SocketsTable(style(false, false), names(), Page.PLAIN, out);
        GivenSocket socket =
                GivenSocket.of(
                        InetProtocol.TCP, TcpState.ESTABLISHED, "10.0.0.1:1", "10.0.0.2:2", 3);
        for (int i = 0; i < 4_000; i++) {
            table.inet(socket, SocketMark.NONE);
        }
        assertThat(out.size()).isGreaterThan(100_000);
        table.end();
        assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(4_001);
    }

    private static String table(SocketsStyle style, Page page, SocketMark mark) throws IOException {
        var out = new ByteArrayOutputStream();
        var table = new SocketsTable(style, names(), page, out);
        show(table, mark);
        table.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void show(SocketRows rows, SocketMark mark) throws IOException {
        rows.other(
                new OtherSocket.Netlink(
                        0,
                        false,
                        1234,
                        0,
                        new OtherSocket.Memory(Map.of(MemoryFigure.RECEIVE_USED, 832L)),
                        11,
                        OptionalLong.of(1)),
                SocketMark.NONE);
        rows.other(
                new OtherSocket.Packet(
                        true,
                        3,
                        2,
                        OptionalLong.of(0),
                        OtherSocket.Memory.UNKNOWN,
                        12,
                        OptionalLong.of(2)),
                SocketMark.NONE);
        rows.other(
                new OtherSocket.Vsock(
                        true,
                        TcpState.LISTEN,
                        OptionalInt.of(0),
                        new OtherSocket.Address(0xffff_ffffL, 1024),
                        new OtherSocket.Address(0xffff_ffffL, 0xffff_ffffL),
                        13,
                        OptionalLong.of(3)),
                SocketMark.NONE);
        unix(rows);
        rows.inet(
                GivenSocket.of(InetProtocol.UDP, TcpState.CLOSE, "0.0.0.0:53", "0.0.0.0:0", 0)
                        .bound(2),
                SocketMark.OPENED);
        rows.inet(
                GivenSocket.of(InetProtocol.TCP, TcpState.LISTEN, "[::]:443", "[::]:0", 20)
                        .queues(3, 2),
                SocketMark.NONE);
        rows.inet(connection(), mark);
        rows.inet(
                GivenSocket.of(
                                InetProtocol.TCP,
                                TcpState.TIME_WAIT,
                                "[2001:db8:1:2:3:4:5:6]:443",
                                "[2001:db8:ffff:eeee:dddd:cccc:bbbb:aaaa]:51000",
                                0)
                        .waits(
                                new SocketTimer(
                                        SocketTimer.Kind.TIME_WAIT, Duration.ofSeconds(42), 0)),
                SocketMark.NONE);
    }

    private static void unix(SocketRows rows) throws IOException {
        var nobody =
                new SocketIdentity(
                        OptionalLong.of(4), 14, OptionalLong.of(1000), OptionalLong.empty());
        rows.unix(
                new UnixSocket.Listener(
                        UnixName.ofPath("/run/\u001b[31mred\n.sock"),
                        UnixSocket.Kind.STREAM,
                        AcceptQueue.of(1, 128),
                        Optional.empty(),
                        List.of(),
                        nobody),
                details(TcpState.LISTEN),
                SocketMark.NONE);
        rows.unix(
                new UnixSocket.Plain(
                        UnixName.NONE,
                        UnixSocket.Kind.DATAGRAM,
                        Optional.empty(),
                        true,
                        OptionalLong.of(16),
                        Optional.of(new ByteQueues(5, 6)),
                        nobody),
                details(TcpState.ESTABLISHED),
                SocketMark.NONE);
    }

    private static GivenSocket connection() {
        var figures = new EnumMap<TcpFigure, Long>(TcpFigure.class);
        for (TcpFigure figure : TcpFigure.values()) {
            figures.put(figure, figures.size() + 1L);
        }
        figures.put(TcpFigure.RTT, 34_567L);
        figures.put(TcpFigure.BUSY_TIME, 2_000_000L);
        figures.put(TcpFigure.RWND_LIMITED, 500_000L);
        figures.put(TcpFigure.MIN_RTT, 0xffff_ffffL);
        figures.put(TcpFigure.PACING_RATE, -1L);
        figures.put(TcpFigure.LAST_DATA_SENT, 90_000L);
        var words = new EnumMap<MemoryFigure, Long>(MemoryFigure.class);
        for (MemoryFigure figure : MemoryFigure.values()) {
            words.put(figure, 1000L * words.size());
        }
        return GivenSocket.of(
                        InetProtocol.TCP,
                        TcpState.CLOSE_WAIT,
                        "127.0.0.1:443",
                        "127.0.0.1:41000",
                        21)
                .queues(1_048_576, 17)
                .waits(new SocketTimer(SocketTimer.Kind.RETRANSMIT, Duration.ofMillis(204), 3))
                .knows(figures, words);
    }

    private static UnixDetails details(TcpState state) {
        return new UnixDetails() {
            @Override
            public TcpState state() {
                return state;
            }

            @Override
            public OptionalInt shutdown() {
                return OptionalInt.of(2);
            }

            @Override
            public OptionalLong memory(MemoryFigure figure) {
                return OptionalLong.of(4096);
            }
        };
    }

    private static SocketsStyle style(boolean everything, boolean marks) {
        return new SocketsStyle(
                true,
                true,
                true,
                false,
                false,
                marks,
                everything,
                everything,
                everything,
                everything,
                everything,
                false);
    }

    private static Page page(int width) {
        return new Page(OptionalInt.of(width), true, false);
    }

    private static SocketNames names() {
        return new SocketNames() {
            @Override
            public boolean numeric() {
                return false;
            }

            @Override
            public Optional<String> service(InetProtocol protocol, int port) {
                return port == 443 ? Optional.of("https") : Optional.empty();
            }

            @Override
            public Optional<String> host(IpAddress address) {
                return Optional.empty();
            }

            @Override
            public Optional<String> interfaceName(int index) {
                return Optional.of("eth0");
            }

            @Override
            public Optional<String> cgroup(long id) {
                return Optional.of("/system.slice/demo.service");
            }

            @Override
            public List<ProcessRef> processes(long inode) {
                return inode == 21
                        ? List.of(
                                new ProcessRef(11818, "python3", 4),
                                new ProcessRef(11819, "\u001b]0;evil\u0007", 5))
                        : List.of();
            }
        };
    }
}
