package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.TestNamespace.Ran;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Owners of real sockets, beside {@code ss -p}. */
class OwnersIT {
    private static final Path PROC = Path.of("/proc");
    private static final int SELF = (int) ProcessHandle.current().pid();
    private static final Pattern USER = Pattern.compile("pid=(\\d+),fd=(\\d+)");

    /** Sockets are opened and closed all the time, so ours are what is compared. */
    @Test
    void theSameHoldersAsSs() throws IOException {
        try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<Long, Set<String>> expected = new TreeMap<>();
            for (ServerSocket server : List.of(first, second)) {
                Ran ran =
                        TestNamespace.run(
                                "ss", "-tlnpeH", "sport", "=", ":" + server.getLocalPort());
                assumeTrue(ran.status() == 0, "iproute2 is not installed: " + ran.output());
                Matcher inode = Pattern.compile("\\bino:(\\d+)").matcher(ran.output());
                assertThat(inode.find()).as(ran.output()).isTrue();
                var users = new TreeSet<String>();
                Matcher user = USER.matcher(ran.output());
                while (user.find()) {
                    users.add(user.group(1) + " " + user.group(2));
                }
                expected.put(Long.valueOf(inode.group(1)), users);
            }
            Owners.Found found = new Owners(PROC).of(expected.keySet());
            Map<Long, Set<String>> ours = new TreeMap<>();
            found.byInode()
                    .forEach((inode, holders) ->
                            holders.forEach(holder ->
                                    ours.computeIfAbsent(inode, _ -> new TreeSet<>())
                                            .add(holder.pid() + " " + holder.fd())));
            assertThat(ours).isEqualTo(expected).hasSize(2);
            assertThat(found.gaps()).isEmpty();
        }
    }

    @Test
    void anInodeOfNobodyIsNotThere() {
        assertThat(new Owners(PROC).of(List.of(999_999_999_999L)).byInode()).isEmpty();
    }

    /** A process may call itself anything: fifteen bytes, of any kind but NUL. */
    @Test
    void aHostileName() throws IOException {
        Path comm = Path.of("/proc/self/comm");
        byte[] name = Files.readAllBytes(comm);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.write(comm, "a\n\u001b[2J \u00ffb".getBytes(StandardCharsets.ISO_8859_1));
            long inode = inodeOf(server);
            assertThat(new Owners(PROC).of(List.of(inode)).byInode().get(inode))
                    .extracting(ProcessRef::name)
                    .containsExactly("a\n\u001b[2J \\xffb");
        } finally {
            Files.write(comm, name);
        }
    }

    /** Processes come and go while they are looked at: nothing is missed, and that is no gap. */
    @Test
    void processesThatEndDuringTheScan() throws IOException {
        long nobodys = 999_999_999_999L;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long inode = inodeOf(server);
            var gaps = new Owners(PROC).of(List.of(nobodys)).gaps();
            Process churn =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "i=0; while [ $i -lt 400 ]; do /bin/true & i=$((i+1)); done;"
                                            + " wait")
                            .start();
            try {
                for (int i = 0; i < 20; i++) {
                    Owners.Found found = new Owners(PROC).of(List.of(inode, nobodys));
                    assertThat(found.byInode().get(inode))
                            .extracting(ProcessRef::pid)
                            .containsExactly(SELF);
                    assertThat(found.gaps()).isEqualTo(gaps);
                }
            } finally {
                churn.destroyForcibly();
            }
        }
    }

    /** Run without capabilities: prints who holds an inode. */
    static final class Ask {
        private Ask() {}

        public static void main(String[] arguments) throws IOException {
            Owners.Found found = new Owners(PROC).of(List.of(Long.valueOf(arguments[0])));
            System.out.println(found.byInode());
            found.gaps().forEach(System.out::println);
        }
    }

    @Test
    void withoutCapabilitiesTheGapCountsAndNamesThem() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = TestNamespace.withoutCapabilities(Ask.class, Long.toString(inodeOf(server)));
            assertThat(ran.status()).as(ran.output()).isZero();
            assertThat(ran.output())
                    .startsWith("{}")
                    .containsPattern("owners of 1 socket: no permission to read /proc/[0-9]+/fd")
                    .contains("run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH");
        }
    }

    /** The one socket of ours that was not there before. */
    private static long inodeOf(ServerSocket server) throws IOException {
        Ran ran = TestNamespace.run("ss", "-tlneH", "sport", "=", ":" + server.getLocalPort());
        assumeTrue(ran.status() == 0, "iproute2 is not installed: " + ran.output());
        Matcher inode = Pattern.compile("\\bino:(\\d+)").matcher(ran.output());
        assertThat(inode.find()).as(ran.output()).isTrue();
        return Long.parseLong(inode.group(1));
    }

    @Test
    void cgroupsOfThisHost() throws IOException {
        Cgroups cgroups = Cgroups.ofThisHost();
        for (String place : List.of("/sys/fs/cgroup/unified", "/sys/fs/cgroup")) {
            Path root = Path.of(place);
            if (!Files.exists(root.resolve("cgroup.procs"))) {
                continue;
            }
            assertThat(cgroups.path((long) Files.getAttribute(root, "unix:ino"))).contains("/");
            try (Stream<Path> tree = Files.find(root, 8, (_, about) -> about.isDirectory())) {
                for (Path directory : tree.limit(50).toList()) {
                    assertThat(cgroups.path((long) Files.getAttribute(directory, "unix:ino")))
                            .contains("/" + root.relativize(directory));
                }
            }
            assertThat(cgroups.path(999_999_999_999L)).isEmpty();
            return;
        }
        assertThat(cgroups.path(1)).as("no cgroup v2 here").isEmpty();
    }
}
