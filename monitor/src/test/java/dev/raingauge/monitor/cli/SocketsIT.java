package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real command beside ss, lsof and netstat, on sockets of every kind that they know. */
class SocketsIT {
    /** Makes one of each, says so, and holds them until its input ends. */
    private static final String ZOO =
            """
            require "socket"
            at = ->(port) { Addrinfo.tcp("127.0.0.1", port) }
            keep = []
            server = TCPServer.new("127.0.0.1", 7001); server.listen(7); keep << server
            client = TCPSocket.new("127.0.0.1", 7001); keep << client
            taken = server.accept; keep << taken
            client.write("unread"); taken.write("unread as well")
            keep << TCPSocket.new("127.0.0.1", 7001)
            six = TCPServer.new("::", 7002); six.listen(3); keep << six
            only = Socket.new(:INET6, :STREAM); only.setsockopt(:IPV6, :V6ONLY, 1)
            only.bind(Addrinfo.tcp("::", 7003)); only.listen(4); keep << only
            keep << TCPSocket.new("::1", 7002)
            bound = Socket.new(:INET, :STREAM); bound.setsockopt(:SOCKET, 25, "lo")
            bound.bind(at[7004]); bound.listen(2); keep << bound
            gone = TCPSocket.new("127.0.0.1", 7001); there = server.accept
            gone.close; keep << there
            udp = UDPSocket.new; udp.bind("127.0.0.1", 7101); keep << udp
            asks = UDPSocket.new; asks.connect("127.0.0.1", 7101); keep << asks
            asks.send("datagram", 0)
            udp6 = UDPSocket.new(Socket::AF_INET6); udp6.bind("::", 7102); keep << udp6
            unix = UNIXServer.new(ARGV[0]); unix.listen(5); keep << unix
            caller = UNIXSocket.new(ARGV[0]); keep << caller
            keep << unix.accept
            keep << UNIXSocket.new(ARGV[0])
            keep << UNIXSocket.pair(:DGRAM) << UNIXSocket.pair(:STREAM)
            bare = Socket.new(:UNIX, :DGRAM); bare.bind(Addrinfo.unix("\\0raingauge-dgram")); keep << bare
            seq = Socket.new(:UNIX, :SEQPACKET); seq.bind(Addrinfo.unix("\\0raingauge-seq"))
            seq.listen(3); keep << seq
            raw = Socket.new(:INET, :RAW, 1); keep << raw
            raw6 = Socket.new(:INET6, :RAW, 58); keep << raw6
            begin
              mp = Socket.new(2, 1, 262); mp.bind(at[7005]); mp.listen(6); keep << mp
              call = Socket.new(2, 1, 262); call.connect(at[7005]); keep << call << mp.accept
            rescue SystemCallError
            end
            begin
              keep << Socket.new(17, 3, 0x0300) << Socket.new(17, 2, 0x0608)
            rescue SystemCallError
            end
            puts "ready"
            $stdout.flush
            $stdin.read
            """;

    private static final Pattern USERS = Pattern.compile("users:\\(\\(.*");

    @TempDir private static Path directory;
    private static Lab lab;
    private static LabNamespace namespace;
    private static Process zoo;

    @BeforeAll
    static void openTheZoo() throws IOException {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = Lab.open();
        namespace = lab.namespace("zoo");
        var command = new ArrayList<>(namespace.inside("ruby", "-e", ZOO));
        command.add(directory.resolve("zoo.sock").toString());
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

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-tan", "-t", "-tln", "-4tan", "-6tan", "-uan", "-un", "-uln", "-wan", "-xan", "-x",
                "-xl", "-Man", "-0an", "-tuxwan", "-tul", "-at4"
            })
    void showsTheLinesOfSs(String flags) throws IOException {
        Ran ours = run(flags, "-H");
        assertThat(ours.err()).isEmpty();
        List<String> theirs = lines(namespace.run("ss", flags, "-H"));
        assertThat(lines(ours.out())).isEqualTo(theirs);
        if (!flags.equals("-Man")) {
            assertThat(theirs).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-tan sport = :7001",
                "-an dport = :7001",
                "-tan state listening",
                "-tn state established",
                "-tan exclude listening",
                "-x state listening",
                "-tan dev lo",
                "-tan fwmark 0",
                "-tan not sport = :7001 and dst 127.0.0.1",
                "-uan dst 127.0.0.1",
                "-tan src [::1]",
                "-an ( sport = :7101 or sport = :7002 )",
                "-tan dev lo or dport >= :30000"
            })
    void aFilterMeansWhatItMeansToSs(String line) throws IOException {
        List<String> words = List.of(line.split(" ", -1));
        var ss = new ArrayList<>(List.of("ss", "-H"));
        ss.addAll(words);
        List<String> theirs = lines(namespace.run(ss.toArray(String[]::new)));
        Ran ours = run(Stream.concat(Stream.of("-H"), words.stream()).toArray(String[]::new));
        assertThat(ours.err()).isEmpty();
        assertThat(lines(ours.out())).isEqualTo(theirs).isNotEmpty();
    }

    @Test
    void unixNamesAreFilteredByTheirPath() throws IOException {
        String path = directory.resolve("zoo.sock").toString();
        List<String> theirs = lines(namespace.run("ss", "-Hxan", "src", path));
        assertThat(lines(run("-Hxan", "src", path).out())).isEqualTo(theirs).isNotEmpty();
    }

    @Test
    void aBarePortIsEitherEnd() {
        assertThat(lines(run("-Han", ":7101").out())).hasSize(2);
    }

    @Test
    void whatIsNotToldAboutASocketIsSaid() {
        Ran ran = run("-tan", "--no-netlink", "dev", "lo");
        assertThat(ran.err()).contains("the filter asks for what is not told about them");
    }

    @Test
    void aMistakeIsPointedAt() {
        Ran ran = run("-tan", "dst", "1.2.3.4.5");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).endsWith("  dst 1.2.3.4.5\n      ^^^^^^^^^\n").hasLineCount(3);
    }

    @Test
    void whatRunsWhereIsExplained() {
        assertThat(run("--explain", "dev", "lo", "and", "sport", "=", ":80").out())
                .contains("kernel, first:  sport = 80", "here:           nothing");
    }

    /** An ss of its own, and our own two questions, are netlink sockets that come and go. */
    @Test
    void netlinkSocketsAreThere() throws IOException {
        assertThat(lines(run("-f", "netlink", "-aH").out()))
                .contains("nl UNCONN 0 0 rtnl:kernel *", "nl UNCONN 0 0 genl:kernel *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tanp", "-uanp", "-xanp", "-wanp"})
    void namesTheOwnersThatSsNames(String flags) throws IOException {
        Ran ours = run(flags, "-H");
        List<String> theirs = lines(namespace.run("ss", flags, "-H"));
        assertThat(lines(ours.out())).isEqualTo(theirs);
        assertThat(theirs).anyMatch(line -> USERS.matcher(line).find());
    }

    @Test
    void netstatKnowsTheSameOwner() throws IOException {
        String netstat = namespace.run("netstat", "-tlnp");
        assertThat(netstat).containsPattern("127.0.0.1:7001 .* LISTEN +" + zoo.pid() + "/ruby");
        assertThat(run("-tlnp").out())
                .containsPattern("127.0.0.1:7001 .*\\(\"ruby\",pid=" + zoo.pid() + ",fd=");
    }

    @Test
    void lsofCountsTheSameSockets() throws IOException {
        long theirs =
                lines(namespace.run("lsof", "-nP", "-iTCP", "-a", "-p", "" + zoo.pid())).stream()
                        .filter(line -> line.contains("TCP"))
                        .filter(line -> !line.contains("*:*"))
                        .count();
        Ran ours = run("-taH", "--process=" + zoo.pid());
        assertThat(lines(ours.out())).hasSize((int) theirs);
        assertThat(lines(run("-taH", "--process=ruby").out())).hasSizeGreaterThan(8);
    }

    @Test
    void aProcessThatIsNotThereIsSaid() {
        Ran ran = run("--process=rg-nobody");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("there is no process rg-nobody").hasLineCount(1);
    }

    @Test
    void detailsAreThoseOfSs() throws IOException {
        String ss = namespace.run("ss", "-tnieoH", "state", "established", "sport = :7001");
        Ran ours = run("-tan", "-e", "-i", "-m", "-o", "--json");
        assertThat(ours.err()).isEmpty();
        Map<?, ?> taken =
                sockets(ours).stream()
                        .filter(each -> "127.0.0.1:7001".equals(each.get("local")))
                        .filter(each -> "6".equals(each.get("receiveQueue")))
                        .findFirst()
                        .orElseThrow();
        assertThat(taken.get("inode")).asString().isNotEqualTo("0");
        assertThat(ss)
                .contains("ino:" + taken.get("inode"), "sk:" + taken.get("cookie"))
                .contains("cwnd:" + info(taken, "sndCwnd"))
                .contains("bytes_received:" + info(taken, "bytesReceived"))
                .contains(" " + taken.get("congestionControl") + " ");
        assertThat(info(taken, "bytesReceived")).isEqualTo("6");
        assertThat(info(taken, "bytesSent")).isEqualTo("14");
        assertThat(Double.parseDouble(info(taken, "rttSeconds"))).isBetween(1e-6, 1.0);
        assertThat(inside(taken, "memory", "drops")).isEqualTo("0");
    }

    @Test
    void aListenerHasAnAcceptQueueAndNoBytes() {
        Ran ran = run("-tl", "--json");
        Map<?, ?> listener =
                sockets(ran).stream()
                        .filter(each -> "127.0.0.1:7001".equals(each.get("local")))
                        .findFirst()
                        .orElseThrow();
        assertThat(listener.get("acceptQueue"))
                .isEqualTo(Map.of("depth", "1", "limit", "7", "full", false));
        assertThat(listener.get("receiveQueue")).isEqualTo(Optional.empty());
        assertThat(listener.get("sendQueue")).isEqualTo(Optional.empty());
        assertThat(listener.get("remote")).isEqualTo(Optional.empty());
    }

    @Test
    void aWatchMarksWhatOpensAndWhatCloses() throws Exception {
        var lines = new ArrayList<String>();
        var opened = new ArrayList<SocketChannel>();
        var out =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("a document comes in one piece");
                    }

                    @Override
                    public void write(byte[] document) throws IOException {
                        lines.add(new String(document, StandardCharsets.UTF_8));
                        switch (lines.size()) {
                            case 1 -> opened.add(namespace.call(SocketsIT::connect));
                            case 2 -> opened.getFirst().close();
                            case 3 -> throw new IOException("enough");
                            default -> {}
                        }
                    }
                };
        var around =
                new Surroundings(
                        out,
                        OutputStream.nullOutputStream(),
                        Map.of(),
                        new Screen(false, true, false, Map.of()),
                        InstantSource.system());
        String own = "--namespace=" + namespace.name();
        int exitCode =
                Main.run(around, "sockets", "-ta", "--json", "--watch=50ms", own, "dport", "7002");
        assertThat(exitCode).isZero();
        assertThat(lines).hasSize(3).allMatch(line -> line.endsWith("}\n"));
        assertThat(lines.get(0)).doesNotContain("\"change\":\"");
        assertThat(lines.get(1)).containsOnlyOnce("\"change\":\"opened\"");
        assertThat(lines.get(2)).contains("\"change\":\"state\",\"stateBefore\":\"established\"");
    }

    private static SocketChannel connect() throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7002));
    }

    /** Everything that /proc has a file of; a socket that waits for accept has no inode yet. */
    @ParameterizedTest
    @ValueSource(strings = {"-tan", "-uan", "-wan"})
    void withoutNetlinkTheSameSocketsAreSeen(String flags) {
        Ran ours = run(flags, "-H", "--no-netlink");
        assertThat(ours.exitCode()).isZero();
        assertThat(addresses(ours.out())).isEqualTo(addresses(run(flags, "-H").out()));
        assertThat(ours.err()).contains("--no-netlink was given");
    }

    @Test
    void whatAKernelDoesNotTellIsSaid() {
        Ran ran = run("-M", "--no-netlink");
        assertThat(ran.err()).contains("MPTCP sockets: /proc does not show them");
        assertThat(ran.exitCode()).isZero();
    }

    private static List<String> addresses(String out) {
        return lines(out).stream()
                .map(line -> line.split(" ", -1))
                .map(words -> words[0] + " " + words[3] + " " + words[4])
                .map(line -> line.replace("%lo", "").replace("[::]", "*"))
                .sorted()
                .toList();
    }

    private static Ran run(String... words) {
        return Ran.run(
                Stream.concat(
                                Stream.of("sockets", "--namespace=" + namespace.name()),
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

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> sockets(Ran ran) {
        return (List<Map<String, Object>>) ran.at("sockets");
    }

    private static String info(Map<?, ?> socket, String field) {
        return inside(socket, "tcpInfo", field);
    }

    private static String inside(Map<?, ?> socket, String object, String field) {
        Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(socket.get(object), object);
        return (String) Objects.requireNonNull(fields.get(field), field);
    }
}
