package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.monitor.filter.Ability;
import dev.raingauge.monitor.filter.Names;
import dev.raingauge.monitor.filter.Plan;
import dev.raingauge.monitor.filter.RandomFilter;
import dev.raingauge.monitor.filter.SocketFilter;
import dev.raingauge.monitor.filter.Subject;
import dev.raingauge.monitor.filter.Truth;
import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters of ss beside ss itself, on real sockets. */
class SocketFilterIT {
    /** Many ends with few ports and addresses, so that every condition splits them. */
    private static final String ZOO =
            """
            require "socket"
            keep = []
            serve = ->(host, port) { s = TCPServer.new(host, port); keep << s; s }
            a = serve["127.0.0.1", 22]; b = serve["::1", 22]; c = serve["::", 8080]
            serve["0.0.0.0", 9090]
            call = ->(host, port, from) { keep << Socket.tcp(host, port, from, 0) }
            call["127.0.0.1", 22, "127.0.0.1"]; keep << a.accept
            call["127.0.0.1", 22, "127.0.0.2"]; keep << a.accept
            call["::1", 22, "::1"]; keep << b.accept
            call["127.0.0.1", 8080, "127.0.0.3"]; keep << c.accept
            call["::1", 8080, "::1"]; keep << c.accept
            bound = Socket.new(:INET, :STREAM); bound.setsockopt(:SOCKET, 25, "lo")
            bound.bind(Addrinfo.tcp("127.0.0.1", 40000)); bound.listen(2); keep << bound
            [[7071, 1], [7072, 2], [7073, 3]].each do |port, mark|
              s = Socket.new(:INET, :STREAM); s.setsockopt(:SOCKET, 36, mark)
              s.bind(Addrinfo.tcp("127.0.0.1", port)); s.listen(2); keep << s
            end
            [[22, 8080], [8080, 22], [40000, 22], [7000, 40000]].each do |from, to|
              s = UDPSocket.new; s.bind("127.0.0.1", from); s.connect("127.0.0.4", to); keep << s
            end
            six = UDPSocket.new(Socket::AF_INET6); six.bind("::1", 8080); keep << six
            puts "ready"
            $stdout.flush
            $stdin.read
            """;

    /**
     * Without addresses that begin with zeros, autobound, and prefixes of families: ss judges
     * twice, in the kernel and itself, and the two mean different things by these.
     */
    private static final List<String> CONDITIONS =
            List.of(
                    "sport %c 22",
                    "dport %c :22",
                    "sport %c :ssh",
                    "dport %c 8080",
                    "sport %c 0x9c40",
                    "src 127.0.0.1",
                    "dst 127.0.0.0/30",
                    "src [::1]",
                    "dst [::1]:22",
                    "src = 127.0.0.1:22",
                    "dst *:8080",
                    "src :22",
                    "src [::ffff:127.0.0.2]",
                    "dst 127.0.0.4",
                    "src [::ffff:127.0.0.1]",
                    "dst 127/8:22",
                    "dev lo",
                    "dev != lo",
                    "dev = 0",
                    "fwmark 1",
                    "fwmark = 0x1/0x1",
                    "fwmark != 2",
                    "src *",
                    "src 127.0.0.1/255.255.255.254",
                    "sport != *",
                    "dst 127.0.0.1:22");

    private static Lab lab;
    private static LabNamespace namespace;
    private static Process zoo;

    @BeforeAll
    static void openTheZoo() throws IOException {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = Lab.open();
        namespace = lab.namespace("filter");
        List<String> command = namespace.inside("ruby", "-e", ZOO);
        zoo = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said =
                new BufferedReader(
                        new InputStreamReader(zoo.getInputStream(), StandardCharsets.UTF_8));
        assumeTrue("ready".equals(said.readLine()), "no ruby to make sockets with");
    }

    @AfterAll
    static void closeTheZoo() throws Exception {
        if (zoo != null) {
            zoo.destroy();
            assertThat(zoo.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        if (lab != null) {
            lab.close();
        }
    }

    /** What passes here passes there: 300 filters, of which few let all pass or none. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void agreesWithSs(long seed) throws IOException {
        var generator = new RandomFilter(new Random(seed), CONDITIONS);
        int telling = 0;
        List<String> all = ss("-tuanH", "src *");
        for (int run = 0; run < 100; run++) {
            String words = generator.text(4);
            List<String> theirs = ss("-tuanH", words);
            Ran ours = run("-tuanH", words);
            assertThat(ours.exitCode()).as("seed %d: %s%n%s", seed, words, ours.err()).isZero();
            assertThat(lines(ours.out())).as("seed %d: %s", seed, words).isEqualTo(theirs);
            telling += theirs.isEmpty() || theirs.equals(all) ? 0 : 1;
        }
        assertThat(telling).as("filters that split the sockets").isGreaterThan(40);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    -tnH   ~ state established
                    -tnH   ~ state listening
                    -tnaH  ~ exclude listening
                    -tnH   ~ excl established sport = 22
                    -tnH   ~ state all sport = :22
                    -tunH  ~ state unconnected
                    -tunH  ~ state connected src 127.0.0.1
                    -tnH   ~ state established state listening dst *:22 or src *:22
                    -tnH   ~ state big exclude listening
                    -tnlH  ~ sport gt 1000 and not sport = http-alt
                    -tnaH  ~ sport = inet::22
                    -tnaH  ~ sport = inet6::22
                    -tnaH  ~ not src inet:127.0.0.1
                    -4tnaH ~ src 127.0.0.1
                    -6tnaH ~ sport 22
                    -tnaH  ~ autobound
                    -tnaH  ~ fwmark 1
                    -tnaH  ~ fwmark = 0x1/0x1
                    -tnaH  ~ fwmark != 2
                    -tnaH  ~ not fwmark 3
                    """)
    void statesAndFamiliesAgreeWithSs(String flags, String words) throws IOException {
        List<String> theirs = ss(flags, words.split(" "));
        Ran ours = run(flags, words.split(" "));
        assertThat(ours.err()).isEmpty();
        // the column State is left out there where a filter names one state
        assertThat(lines(ours.out().replaceAll("(?m)^(tcp +|udp +)?(ESTAB|LISTEN|UNCONN) ", "$1")))
                .isEqualTo(
                        lines(
                                String.join("\n", theirs)
                                        .replaceAll(
                                                "(?m)^(tcp +|udp +)?(ESTAB|LISTEN|UNCONN) ",
                                                "$1")));
        assertThat(theirs).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sport = nosuch",
                "sport = 127.0.0.1:22",
                "sport =",
                "sport",
                "sport = = 22",
                "sport > > 22",
                "src",
                "src = ",
                "src != 10.0.0.1",
                "src 256.1.1.1",
                "src 10.0.0.1/33",
                "src 10.0.0.1/",
                "src ::1",
                "src [::1",
                "src [::]/0",
                "src inet:[::1]",
                "src inet6:10.0.0.1",
                "src /run/x",
                "src packet:*",
                "dev nosuch",
                "dev > lo",
                "fwmark x",
                "fwmark /5",
                "cgroup > /",
                "( sport = 22",
                "sport = 22 )",
                "( )",
                "sport = 22 and",
                "or sport = 22",
                "sport = 22 or or dport = 1",
                "not",
                "autobound = 1",
                "127.0.0.1",
                "state",
                "state estab",
                "state listen",
                "exclude nosuch",
                "AND sport = 22",
                "SPORT = 22",
                "sport = 22,23",
                "sport = 22-23"
            })
    void whatSsRefusesIsRefused(String words) throws Exception {
        String[] command =
                Stream.concat(Stream.of("ss", "-tan"), Stream.of(words.split(" ")))
                        .toArray(String[]::new);
        Process ss =
                new ProcessBuilder(namespace.inside(command)).redirectErrorStream(true).start();
        ss.getInputStream().readAllBytes();
        assertThat(ss.waitFor()).as("ss itself").isNotZero();
        Ran ours = run("-tan", words.split(" "));
        assertThat(ours.exitCode()).isEqualTo(2);
        assertThat(ours.out()).isEmpty();
        assertThat(ours.err()).hasLineCount(3).contains("^");
    }

    /** The kernel's part alone, and what is judged here behind it, against judging everything. */
    @Test
    void theKernelLetsPassEnoughAndTogetherItIsExact() throws Exception {
        var generator = new RandomFilter(new Random(31), CONDITIONS);
        try (Sockets sockets = SockDiag.openIn(namespace.file())) {
            for (int run = 0; run < 200; run++) {
                String words = generator.text(4);
                SocketFilter filter =
                        SocketFilter.parse(List.of(words), Optional.empty(), new LoNames());
                Set<String> wanted =
                        seen(sockets, query(), at -> filter.judge(subject(at)) == Truth.YES);
                for (Set<Ability> abilities :
                        List.of(
                                EnumSet.allOf(Ability.class),
                                EnumSet.of(Ability.MARK),
                                EnumSet.noneOf(Ability.class))) {
                    Plan plan = filter.plan(abilities);
                    InetQuery asked =
                            new InetQuery(
                                    InetProtocol.TCP,
                                    query().states(),
                                    Set.of(),
                                    plan.sourcePort(),
                                    plan.kernel());
                    assertThat(seen(sockets, asked, _ -> true))
                            .as("the kernel's part of %s", words)
                            .containsAll(wanted);
                    assertThat(seen(sockets, asked, at -> plan.judge(subject(at)) == Truth.YES))
                            .as("both parts of %s", words)
                            .isEqualTo(wanted);
                }
            }
        }
    }

    /** What nobody can judge is not shown, or close would close it. */
    @Test
    void whatCannotBeKnownDoesNotPass() throws Exception {
        SocketFilter filter =
                SocketFilter.parse(List.of("autobound"), Optional.empty(), new LoNames());
        var walk = new SocketsFilter(filter);
        var seen = new TreeSet<String>();
        try (Sockets sockets = SockDiag.openIn(namespace.file())) {
            boolean _ = walk.walk(sockets, query(), at -> seen.add(Long.toHexString(at.cookie())));
        }
        assertThat(seen).isEmpty();
        assertThat(walk.gap()).isPresent();
    }

    private static InetQuery query() {
        return InetQuery.all(InetProtocol.TCP);
    }

    private static Subject subject(InetRecord socket) {
        return SocketSubjects.of(socket, true);
    }

    private static Set<String> seen(Sockets sockets, InetQuery query, Predicate<InetRecord> wanted)
            throws IOException {
        var cookies = new TreeSet<String>();
        boolean _ =
                sockets.walk(
                        query,
                        socket -> {
                            if (wanted.test(socket)) {
                                cookies.add(Long.toHexString(socket.cookie()));
                            }
                        });
        return cookies;
    }

    private static List<String> ss(String flags, String... words) throws IOException {
        return lines(
                namespace.run(
                        Stream.concat(Stream.of("ss", flags), Stream.of(words))
                                .toArray(String[]::new)));
    }

    private static Ran run(String flags, String... words) {
        return Ran.run(
                Stream.concat(
                                Stream.of("sockets", "--namespace=" + namespace.name(), flags),
                                Stream.of(words))
                        .toArray(String[]::new));
    }

    /** Lines in no order and with no widths, as the two choose these differently. */
    private static List<String> lines(String out) {
        return out.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .sorted()
                .toList();
    }

    /** A namespace in which only the loopback has a name. */
    private record LoNames() implements Names {
        @Override
        public OptionalInt service(String name) {
            return name.equals("ssh") ? OptionalInt.of(22) : OptionalInt.empty();
        }

        @Override
        public List<IpAddress> host(String name) {
            return List.of();
        }

        @Override
        public OptionalInt interfaceIndex(String name) {
            return name.equals("lo") ? OptionalInt.of(1) : OptionalInt.empty();
        }

        @Override
        public OptionalLong cgroupId(String path) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalInt netlinkProtocol(String name) {
            return OptionalInt.empty();
        }

        @Override
        public Optional<PortSpan> ephemeralPorts() {
            return Optional.empty();
        }
    }
}
