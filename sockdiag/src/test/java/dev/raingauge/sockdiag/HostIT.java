package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.Host.Place;
import dev.raingauge.sockdiag.TestNamespace.Ran;
import dev.raingauge.sockdiag.model.Counters;
import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.SockStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running host, beside iproute2 and util-linux. */
class HostIT {
    private static final Host HOST = Host.REAL;

    @Test
    void ourOwnNamespace() throws IOException {
        Place own = HOST.own();
        String link = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        assertThat(link).isEqualTo("net:[" + own.namespace().id() + "]");
        assertThat(own.pid()).isEqualTo(Optional.of((int) ProcessHandle.current().pid()));
        assertThat(own).isEqualTo(HOST.all().places().getFirst());
        if (Files.exists(Path.of("/proc/sys/net/ipv4/tcp_max_orphans"))) {
            assertThat(own.namespace().name()).isEqualTo("host");
        }
    }

    /**
     * Namespaces come and go on a busy host, so lsns is asked before and after, and one calm moment
     * out of ten is enough.
     */
    @Test
    void theSameNamespacesAsLsns() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/lsns")), "util-linux is not installed");
        try (var named = new TestNamespace();
                var process = Sleeper.in(named)) {
            assertThat(process.pid()).isPositive();
            Set<Long> missed = Set.of(-1L);
            Set<Long> invented = Set.of(-1L);
            for (int i = 0; i < 10 && !(missed.isEmpty() && invented.isEmpty()); i++) {
                Set<Long> before = lsns();
                List<Place> places = HOST.all().places();
                Set<Long> after = lsns();
                Set<Long> found =
                        places.stream()
                                .map(place -> place.namespace().id())
                                .collect(Collectors.toSet());
                missed = new HashSet<>(before);
                missed.retainAll(after);
                missed.removeAll(found);
                invented = found;
                invented.removeAll(before);
                invented.removeAll(after);
                for (Place place : places) {
                    if (place.file().startsWith("/run/netns")) {
                        invented.remove(place.namespace().id()); // lsns asks only processes
                    }
                }
            }
            assertThat(missed).as("known to lsns only").isEmpty();
            assertThat(invented).as("unknown to lsns").isEmpty();
            assertThat(lsns()).contains(named(named).namespace().id());
        }
    }

    /** It gives up where a process ends while it looks, and is asked again. */
    private static Set<Long> lsns() throws IOException {
        Ran ran = new Ran(1, "");
        for (int i = 0; i < 20 && ran.status() != 0; i++) {
            ran = TestNamespace.run("lsns", "-t", "net", "-n", "-o", "NS");
        }
        assumeTrue(ran.status() == 0, "lsns fails: " + ran.output());
        return ran.output()
                .lines()
                .map(line -> Long.valueOf(line.strip()))
                .collect(Collectors.toSet());
    }

    @Test
    void aNameIsKeptByItsFileAndAProcessIsFoundInIt() throws IOException {
        try (var namespace = new TestNamespace()) {
            Place empty = named(namespace);
            assertThat(empty.file()).isEqualTo(namespace.file());
            assertThat(empty.pid()).isEmpty();
            try (var process = Sleeper.in(namespace)) {
                Place lived = named(namespace);
                assertThat(lived.namespace()).isEqualTo(empty.namespace());
                assertThat(lived.pid()).isEqualTo(Optional.of(process.pid()));
                assertThat(HOST.find(Integer.toString(process.pid())))
                        .isEqualTo(
                                new Place(
                                        empty.namespace(),
                                        Path.of("/proc", Integer.toString(process.pid()), "ns/net"),
                                        Optional.of(process.pid())));
                assertThat(HOST.find(namespace.file().toString())).isEqualTo(lived);
            }
        }
    }

    @Test
    void aNamespaceWithoutANameIsCalledAfterItsOldestProcess() throws IOException {
        try (var namespace = new TestNamespace();
                var process = Sleeper.in(namespace)) {
            namespace.unname();
            Place place = HOST.find("sleep(" + process.pid() + ")");
            assertThat(place.pid()).isEqualTo(Optional.of(process.pid()));
            assertThat(HOST.counters(place).values()).hasSizeGreaterThan(100);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countersAreThoseOfNstat(boolean throughAProcess) throws IOException {
        try (var namespace = new TestNamespace();
                var server = namespace.listen("127.0.0.1", 0, 1);
                var client = namespace.connect("127.0.0.1", server.getLocalPort());
                var process = throughAProcess ? Sleeper.in(namespace) : null) {
            assertThat(client.isConnected()).isTrue();
            Place place = named(namespace);
            assertThat(place.pid().isPresent()).isEqualTo(process != null);
            Map<String, Long> expected = nstat(namespace);
            Counters counters = HOST.counters(place);
            var ours = new HashMap<>(counters.values());
            ours.keySet().retainAll(expected.keySet());
            // IPv6 finds its address in the first seconds, whatever we do
            expected.keySet().removeIf(name -> name.contains("6"));
            ours.keySet().removeIf(name -> name.contains("6"));
            assertThat(ours).isEqualTo(expected).hasSizeGreaterThan(150);
            assertThat(counters.get("TcpPassiveOpens")).hasValue(1);
            assertThat(counters.get("TcpCurrEstab")).hasValue(2);
            assertThat(counters.get("TcpMaxConn")).hasValue(-1);
            assertThat(counters.get("Ip6InReceives")).isPresent();

            SockStat sockets = HOST.sockStat(place);
            assertThat(sockets.get("TCP6", "inuse")).as("Java's are dual-stack").hasValue(3);
            assertThat(sockets.get("TCP", "inuse")).hasValue(0);
            assertThat(sockets.get("TCP", "tw")).hasValue(0);
            assertThat(sockets.get("TCP", "alloc").orElseThrow()).isGreaterThanOrEqualTo(3);
        }
    }

    private static Map<String, Long> nstat(TestNamespace namespace) throws IOException {
        var values = new HashMap<String, Long>();
        for (String line : namespace.exec("nstat", "-azs").split("\n", -1)) {
            String[] words = line.split(" +", -1);
            if (words.length == 3 && !line.startsWith("#")) {
                values.put(words[0], Long.valueOf(words[1]));
            }
        }
        return values;
    }

    /** /proc/sys/net shows the reader's own namespace; the JVM's stays what it was. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void settingsAreReadWithin(boolean throughAProcess) throws IOException {
        String before = HOST.sysctls(HOST.own()).text("net.core.somaxconn").orElseThrow();
        try (var namespace = new TestNamespace();
                var process = throughAProcess ? Sleeper.in(namespace) : null) {
            String _ = namespace.exec("sysctl", "-q", "-w", "net.core.somaxconn=77");
            var settings = HOST.sysctls(named(namespace));
            assertThat(named(namespace).pid().isPresent()).isEqualTo(process != null);
            assertThat(settings.number("net.core.somaxconn")).hasValue(77);
            assertThat(settings.number("net.ipv4.tcp_max_orphans")).isEmpty();
            assertThat(settings.number("fs.nr_open")).isPresent();
            assertThat(HOST.sysctls(HOST.own()).text("net.core.somaxconn")).contains(before);
        }
    }

    @Test
    void aNamespaceThatIsGoneIsSaidToBeGone() throws IOException {
        try (var namespace = new TestNamespace()) {
            Place named = named(namespace);
            Place ofProcess;
            try (var process = Sleeper.in(namespace)) {
                ofProcess = HOST.find(Integer.toString(process.pid()));
            }
            assertThatThrownBy(() -> HOST.counters(ofProcess))
                    .isInstanceOf(SockDiagException.class)
                    .hasMessageContaining(
                            "is no longer at process " + ofProcess.pid().orElseThrow());
            Place replaced =
                    new Place(
                            new dev.raingauge.sockdiag.model.Namespace(1, "another"),
                            named.file(),
                            Optional.empty());
            assertThatThrownBy(() -> HOST.counters(replaced))
                    .hasMessageContaining("is no longer at " + named.file());
            assertThatThrownBy(() -> HOST.sysctls(replaced))
                    .hasMessageContaining("is no longer at " + named.file());
        }
    }

    @Test
    void aFileThatIsNoNamespaceIsRefused() {
        assertThatThrownBy(() -> HOST.find("/proc/self/ns/mnt"))
                .hasMessageContaining("is no network namespace");
        assertThatThrownBy(() -> HOST.find("/etc/passwd"))
                .hasMessageContaining("is no network namespace");
    }

    @Test
    void aNameThatIsLeftOverIsAGap() throws IOException {
        try (var namespace = new TestNamespace()) {
            Path leftOver = namespace.file().resolveSibling(namespace.file().getFileName() + "-x");
            Files.createFile(leftOver);
            try {
                assertThat(HOST.all().gaps().toString()).contains(leftOver + " is left over");
            } finally {
                Files.delete(leftOver);
            }
        }
    }

    private static long listed(long pid) throws IOException {
        return TestNamespace.run("ls", "/proc/" + pid + "/fd").output().lines().count();
    }

    @Test
    void descriptorsAreThoseOfTheDirectory() throws IOException {
        try (var process = Sleeper.anywhere()) {
            Descriptors descriptors = HOST.descriptors(process.pid());
            long listed = listed(process.pid());
            // A process that has just begun opens and closes a file or two of its own.
            for (int i = 0; i < 100 && descriptors.open().orElse(-1) != listed; i++) {
                descriptors = HOST.descriptors(process.pid());
                listed = listed(process.pid());
            }
            assertThat(descriptors.open()).hasValue(listed);
            Ran limits =
                    TestNamespace.run(
                            "prlimit",
                            "--pid=" + process.pid(),
                            "--nofile",
                            "--raw",
                            "--noheadings",
                            "-o",
                            "SOFT,HARD");
            assertThat(limits.output().strip().split(" +", -1))
                    .containsExactly(
                            Long.toString(descriptors.softLimit().orElseThrow()),
                            Long.toString(descriptors.hardLimit().orElseThrow()));
        }
        assertThat(HOST.descriptors(Integer.MAX_VALUE)).isEqualTo(Descriptors.UNKNOWN);
    }

    /** Run without capabilities: prints what could not be looked at. */
    static final class Gaps {
        private Gaps() {}

        public static void main(String[] arguments) throws IOException {
            var places = HOST.all();
            System.out.println(places.places().getFirst().namespace().name());
            places.gaps().forEach(System.out::println);
            System.out.println(HOST.descriptors(Integer.parseInt(arguments[0])));
        }
    }

    @Test
    void withoutCapabilitiesTheGapNamesThem() throws IOException {
        try (var process = Sleeper.anywhere()) {
            Ran ran =
                    TestNamespace.withoutCapabilities(Gaps.class, Integer.toString(process.pid()));
            assertThat(ran.status()).as(ran.output()).isZero();
            assertThat(ran.output())
                    .contains("network namespaces: no permission to read /proc/")
                    .contains("run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH")
                    .contains("softLimit=OptionalLong[")
                    .startsWith(HOST.own().namespace().name());
        }
    }

    private static Place named(TestNamespace namespace) throws IOException {
        return HOST.find(String.valueOf(namespace.file().getFileName()));
    }

    /** A process that does nothing for a while. */
    private record Sleeper(Process process) implements AutoCloseable {
        static Sleeper in(TestNamespace namespace) throws IOException {
            String name = String.valueOf(namespace.file().getFileName());
            return started("ip", "netns", "exec", name, "sleep", "60");
        }

        static Sleeper anywhere() throws IOException {
            return started("sleep", "60");
        }

        /** Waits until the command has become {@code sleep}: ip enters the namespace first. */
        private static Sleeper started(String... command) throws IOException {
            var sleeper = new Sleeper(new ProcessBuilder(command).start());
            try {
                for (int i = 0; i < 500; i++) {
                    if (Files.readString(Path.of("/proc/" + sleeper.pid() + "/comm"))
                            .equals("sleep\n")) {
                        return sleeper;
                    }
                    Thread.sleep(10);
                }
            } catch (InterruptedException stopped) {
                sleeper.close();
                throw new IOException("interrupted", stopped);
            }
            sleeper.close();
            throw new IOException("no sleep after 5 s: " + new TreeSet<>(Set.of(command)));
        }

        int pid() {
            return (int) process.pid();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            try {
                assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new IOException("interrupted", stopped);
            }
        }
    }
}
