package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpSocket;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sockets through /proc and through netlink. */
class ProcSocketsIT {
    private static final long SEED = Long.getLong("raingauge.seed", 20_261_123);

    /** Sockets of every kind; Java's own are all dual-stack and have no deferred accept. */
    private static final String SCENE =
            """
            use strict; use Socket;
            my @keep; my $dir = shift @ARGV;
            sub v4 { pack_sockaddr_in($_[0], inet_aton($_[1] // "127.0.0.1")) }
            sub server { my ($family, $type, $at, $backlog) = @_;
              socket(my $s, $family, $type, 0) or die "socket: $!";
              if ($backlog < 0) { setsockopt($s, 6, 9, pack("i", 30)) or die "defer: $!"; $backlog = 9 }
              bind($s, $at) or die "bind: $!"; listen($s, $backlog) or die "listen: $!";
              push @keep, $s; $s }
            sub client { my ($family, $type, $at) = @_;
              socket(my $s, $family, $type, 0) or die "socket: $!";
              connect($s, $at) or die "connect: $!"; push @keep, $s; $s }
            sub taken { accept(my $s, $_[0]) or die "accept: $!"; push @keep, $s; $s }

            my $one = server(PF_INET, SOCK_STREAM, v4(7001), 5);   # one taken, two wait, one gave up
            my @c = map { client(PF_INET, SOCK_STREAM, v4(7001)) } 1 .. 4;
            my $t = taken($one); close($c[2]);
            syswrite($c[0], "unread") or die; syswrite($t, "more unread") or die;
            server(PF_INET, SOCK_STREAM, v4(7002), -1);            # half open
            client(PF_INET, SOCK_STREAM, v4(7002));
            my $three = server(PF_INET, SOCK_STREAM, v4(7003, "0.0.0.0"), 5); # CLOSE_WAIT, FIN_WAIT2
            my $w = client(PF_INET, SOCK_STREAM, v4(7003, "127.0.0.2")); taken($three); close($w);
            my $x = client(PF_INET, SOCK_STREAM, v4(7003)); my $y = taken($three); # TIME_WAIT
            close($x); close($y);
            my $six = server(PF_INET6, SOCK_STREAM, pack_sockaddr_in6(7005, "\\0" x 16), 5);
            client(PF_INET, SOCK_STREAM, v4(7005));
            client(PF_INET6, SOCK_STREAM, pack_sockaddr_in6(7005, ("\\0" x 15) . "\\1")); taken($six);
            for my $path ("$dir/a b.sock", "$dir/two\\nlines") {
              my $u = server(PF_UNIX, SOCK_STREAM, pack_sockaddr_un($path), 4);
              client(PF_UNIX, SOCK_STREAM, pack_sockaddr_un($path)) for 1 .. 3; taken($u);
            }
            my $abstract = pack_sockaddr_un("\\0rg proc \\x{ff}");
            server(PF_UNIX, SOCK_SEQPACKET, $abstract, 4);
            client(PF_UNIX, SOCK_SEQPACKET, $abstract) for 1 .. 2;
            select(undef, undef, undef, 0.2);
            $| = 1; print "ready\\n"; <STDIN>;
            """;

    @Test
    void procAndNetlinkTellTheSame(@TempDir Path directory) throws IOException {
        try (var namespace = new TestNamespace();
                var scene = Scene.in(namespace, directory);
                Sockets proc = SockDiag.openProc(Path.of("/proc"), scene.pid());
                Sockets netlink = SockDiag.openIn(namespace.file())) {
            QueuePass queues = proc.queues();
            QueuePass theirs = netlink.queues();
            assertThat(depths(queues)).isEqualTo(depths(theirs)).hasSize(7);
            assertThat(depths(queues).values())
                    .containsExactlyInAnyOrder(3L, 0L, 0L, 1L, 2L, 2L, 2L);

            StatePass states = proc.states(queues);
            assertThat(states).isEqualTo(netlink.states(theirs));
            assertThat(states.gaveUp().values()).containsExactly(1L);
            assertThat(states.halfOpen().values()).containsExactly(1L);
            assertThat(states.closeWait().values()).containsExactly(1L);
            assertThat(proc.census(queues, 1)).isEqualTo(netlink.census(theirs, 1));
            assertThat(proc.census(queues, 1).states()).containsEntry(TcpState.TIME_WAIT, 1L);
            ListenerAddress some = ListenerAddress.of(queues.tcp().getFirst());
            assertThat(proc.censusOf(queues, List.of(some)))
                    .isEqualTo(netlink.censusOf(theirs, List.of(some)));

            assertThat(lines(proc, TcpQuery.all())).isEqualTo(lines(netlink, TcpQuery.all()));
            assertThat(unix(proc)).isEqualTo(unix(netlink));
            assertThat(named(proc.unixActive(queues))).isEqualTo(named(netlink.unixActive(theirs)));
        }
    }

    @Test
    void filtersAreJudgedAsTheKernelJudges(@TempDir Path directory) throws IOException {
        var random = new Random(SEED);
        try (var namespace = new TestNamespace();
                var scene = Scene.in(namespace, directory);
                Sockets proc = SockDiag.openProc(Path.of("/proc"), scene.pid());
                Sockets netlink = SockDiag.openIn(namespace.file())) {
            int some = 0;
            for (int i = 0; i < 120; i++) {
                Filter filter = filter(random, 3);
                TcpQuery query =
                        i % 3 == 0
                                ? TcpQuery.all().atSourcePort(7001).matching(filter)
                                : TcpQuery.all().matching(filter);
                List<String> ours = lines(proc, query);
                assertThat(ours).as("seed %d: %s", SEED, query).isEqualTo(lines(netlink, query));
                some += ours.isEmpty() ? 0 : 1;
            }
            assertThat(some).as("filters that let something through").isGreaterThan(20);
        }
    }

    private static Filter filter(Random random, int depth) {
        Filter.End end = random.nextBoolean() ? Filter.End.LOCAL : Filter.End.REMOTE;
        return switch (random.nextInt(depth == 0 ? 2 : 5)) {
            case 0 -> {
                int low = 7000 + random.nextInt(6);
                yield new Filter.Port(end, low, random.nextBoolean() ? low + 2 : 65_535);
            }
            case 1 -> {
                String[] prefixes = {
                    "127.0.0.1", "127.0.0.2", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1"
                };
                IpAddress prefix =
                        IpAddress.parse(prefixes[random.nextInt(prefixes.length)]).orElseThrow();
                int most = prefix.version() == IpAddress.Version.V4 ? 32 : 128;
                yield new Filter.Address(end, prefix, random.nextInt(most + 1));
            }
            case 2 -> new Filter.Not(filter(random, depth - 1));
            case 3 -> new Filter.And(List.of(filter(random, depth - 1), filter(random, depth - 1)));
            default -> new Filter.Or(List.of(filter(random, depth - 1), filter(random, depth - 1)));
        };
    }

    @Test
    void aProcessThatEndedHasNoSocketsToShow(@TempDir Path directory) throws IOException {
        try (var namespace = new TestNamespace();
                var scene = Scene.in(namespace, directory);
                Sockets proc = SockDiag.openProc(Path.of("/proc"), scene.pid())) {
            assertThat(proc.queues().tcp()).hasSize(4);
            scene.kill();
            assertThatThrownBy(proc::queues)
                    .isInstanceOf(SockDiagException.class)
                    .hasMessage("process " + scene.pid() + " has ended");
        }
    }

    @Test
    void aNamespaceWithoutAProcessIsNotInProc() throws IOException {
        try (var namespace = new TestNamespace()) {
            Host.Place place = Host.REAL.find(namespace.file().toString());
            assertThatThrownBy(() -> SockDiag.openProc(Host.REAL, place))
                    .isInstanceOf(SockDiagException.class)
                    .hasMessageStartingWith("no process lives in the namespace ");
        }
    }

    private static Map<String, Long> depths(QueuePass queues) {
        var depths = new TreeMap<String, Long>();
        queues.tcp().forEach(one -> depths.put(one.local().toString(), one.acceptQueue().depth()));
        queues.unix()
                .forEach(one ->
                        depths.put(one.kind() + " " + one.name(), one.acceptQueue().depth()));
        return depths;
    }

    private static Map<String, Long> named(Map<ListenerAddress, Long> active) {
        var named = new TreeMap<String, Long>();
        active.forEach((address, count) -> named.put(address.transport() + " " + address, count));
        return named;
    }

    /** Every TCP socket in words, without what moves from one question to the next: time. */
    private static List<String> lines(Sockets sockets, TcpQuery query) throws IOException {
        Function<TcpSocket, String> line =
                socket ->
                        switch (socket) {
                            case TcpSocket.Listener one ->
                                    "%s %d %d %s"
                                            .formatted(
                                                    one.local(),
                                                    one.acceptQueue().depth(),
                                                    one.identity().inode(),
                                                    one.identity().uid());
                            case TcpSocket.HalfOpen one ->
                                    "half open %s %s".formatted(one.local(), one.remote());
                            case TcpSocket.Connection one ->
                                    "%s %s %s %s %s %d %d %s"
                                            .formatted(
                                                    one.state(),
                                                    one.local(),
                                                    one.remote(),
                                                    one.queues(),
                                                    one.timer().kind(),
                                                    one.timer().retransmits(),
                                                    one.identity().inode(),
                                                    one.identity().uid());
                            case TcpSocket.TimeWait one ->
                                    "remains %s %s %s"
                                            .formatted(one.state(), one.local(), one.remote());
                        };
        return sockets.tcp(query).sockets().stream().map(line).sorted().toList();
    }

    private static List<String> unix(Sockets sockets) throws IOException {
        var lines = new ArrayList<String>();
        for (UnixSocket socket : sockets.unix().sockets()) {
            lines.add(
                    "%d %s %s %s"
                            .formatted(
                                    socket.identity().inode(),
                                    socket.name().bytes(),
                                    socket.kind(),
                                    switch (socket) {
                                        case UnixSocket.Listener one ->
                                                "listens, " + one.acceptQueue().depth();
                                        case UnixSocket.Plain one ->
                                                one.connected() ? "connected" : "";
                                    }));
        }
        lines.sort(null);
        return lines;
    }

    /** The script in a namespace; it ends with its standard input. */
    private record Scene(Process process) implements AutoCloseable {
        static Scene in(TestNamespace namespace, Path directory) throws IOException {
            assumeTrue(
                    Stream.of("/usr/bin/perl", "/bin/perl")
                            .anyMatch(perl -> Files.isExecutable(Path.of(perl))),
                    "perl is not installed");
            Process process =
                    new ProcessBuilder(
                                    "ip",
                                    "netns",
                                    "exec",
                                    String.valueOf(namespace.file().getFileName()),
                                    "perl",
                                    "-e",
                                    SCENE,
                                    directory.toString())
                            .redirectErrorStream(true)
                            .start();
            var scene = new Scene(process);
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            if (!"ready".equals(line)) {
                scene.close();
            }
            assertThat(line).isEqualTo("ready");
            return scene;
        }

        int pid() {
            return (int) process.pid();
        }

        @Override
        public void close() throws IOException {
            kill();
        }

        void kill() throws IOException {
            process.destroyForcibly();
            try {
                assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new IOException("interrupted", stopped);
            }
        }
    }
}
