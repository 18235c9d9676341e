package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was seen of a stalled server is seen again when the server, its namespace and the
 * connections are long gone.
 */
@Timeout(180)
class RecordIT {
    private static final List<String> COMMANDS =
            List.of(
                    "listeners",
                    "listeners --json",
                    "listeners --no-netlink",
                    "summary",
                    "summary --json",
                    "counters",
                    "counters --json",
                    "limits",
                    "limits --json",
                    "sockets -tan",
                    "sockets -xa --json",
                    "--json",
                    "doctor --for=2s",
                    "doctor --for=2s --json");

    @TempDir static Path folder;
    private static String namespace = "";
    private static String namespaceId = "";

    /** What each command showed when it was recorded. */
    private static final Map<String, Ran> LIVE = new LinkedHashMap<>();

    private static Ran all = new Ran(-1, "", "");
    private static Ran redacted = new Ran(-1, "", "");

    @BeforeAll
    static void recordWhileItLasts() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open();
                Running stalled = Scenario.named("stalled").orElseThrow().start(lab)) {
            stalled.await(Duration.ofSeconds(40));
            namespace = stalled.namespaceFile().toString();
            namespaceId = Files.getAttribute(Path.of(namespace), "unix:ino").toString();
            for (String command : COMMANDS) {
                var words = new ArrayList<String>(List.of("record", file(command), "--"));
                words.addAll(List.of(command.split(" ", -1)));
                words.add("--namespace=" + namespace);
                LIVE.put(command, Ran.run(words.toArray(String[]::new)));
            }
            String one = "--namespace=" + namespace;
            all = Ran.run("record", file("all"), "--for=4s", one);
            redacted = Ran.run("record", file("redacted"), "--for=4s", "--redact", one);
        }
    }

    @AfterAll
    static void everythingIsGone() {
        assertThat(Path.of(namespace)).doesNotExist();
    }

    private static Ran live(String command) {
        return Objects.requireNonNull(LIVE.get(command));
    }

    private static String file(String name) {
        return folder.resolve(name.replaceAll("[^a-z0-9]", "") + ".rg").toString();
    }

    private static Ran play(String command, String file, String... more) {
        var words = new ArrayList<String>();
        for (String word : command.split(" ", -1)) {
            if (!word.startsWith("--for=") && !word.equals("--no-netlink")) {
                words.add(word);
            }
        }
        words.add("--from=" + file);
        words.addAll(List.of(more));
        return Ran.run(words.toArray(String[]::new));
    }

    @Test
    void everyCommandShowsTheSameAgain() {
        LIVE.forEach((command, live) -> {
            Ran played = play(command, file(command));
            assertThat(played.out()).as(command).isEqualTo(live.out()).isNotEmpty();
            assertThat(played.exitCode()).as(command).isEqualTo(live.exitCode());
            assertThat(played.err()).as(command).isEmpty();
            assertThat(live.err()).as(command).startsWith("recorded 1 look with ");
        });
        assertThat(live("doctor --for=2s --json").out()).contains("acceptor-stalled");
        assertThat(live("listeners").out()).contains("FULL");
    }

    /** Another process, which may not look at anything, on a machine without a /proc. */
    @Test
    void itTakesNoPrivilegeAndNoProc() throws Exception {
        for (String command : List.of("doctor --json", "listeners --json", "limits")) {
            String recorded = command.startsWith("doctor") ? "doctor --for=2s --json" : command;
            Path out = folder.resolve("out");
            Process process =
                    new ProcessBuilder(
                                    "timeout",
                                    "60",
                                    "unshare",
                                    "--map-root-user",
                                    "--user",
                                    "--mount",
                                    "--net",
                                    "bash",
                                    "-c",
                                    "mount --bind \"$0\" /proc/sys/net && exec \"$@\"",
                                    Files.createDirectories(folder.resolve("empty")).toString(),
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "dev.raingauge.monitor.cli.Main",
                                    command.split(" ", -1)[0],
                                    "--from=" + file(recorded),
                                    command.contains("--json")
                                            ? "--json"
                                            : "--namespace=" + namespace)
                            .redirectOutput(out.toFile())
                            .redirectError(new File("/dev/null"))
                            .start();
            int code = process.waitFor();
            assumeTrue(Files.size(out) > 0 || code != 1, "no user namespaces here");
            assertThat(Files.readString(out)).isEqualTo(live(recorded).out());
        }
    }

    @Test
    void oneFileServesEveryCommand() {
        assertThat(all.err()).isEmpty();
        assertThat(all.out()).matches("recorded [0-9]+ looks with [^\n]+\n");
        for (String command : COMMANDS) {
            if (!command.contains("--no-netlink")) {
                Ran played = play(command, file("all"));
                assertThat(played.err()).as(command).isEmpty();
                assertThat(played.out()).as(command).isNotEmpty();
            }
        }
        Ran watched = play("listeners --json --watch=1ms", file("all"));
        assertThat(watched.exitCode()).isZero();
        assertThat(watched.out()).as("one look before, one after").hasLineCount(2);
    }

    @Test
    void whatTheFileLacksIsSaid() {
        Ran ran = play("doctor", file("listeners"));
        assertThat(ran.exitCode()).as("could not look").isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .endsWith("does not hold what doctor asks for; it was recorded for: listeners\n")
                .hasLineCount(1);
        ran = play("listeners", file("listeners"), "--namespace=other");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("does not hold --namespace=other").hasLineCount(1);
        ran = Ran.run("listeners", "--from=" + folder.resolve("none.rg"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("no such file").hasLineCount(1);
        ran = play("listeners", file("listeners"), "--proc=/proc");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    /** No name and no address of the scenario is in the file, not even packed. */
    @Test
    void aRedactedFileTellsNoNames() throws IOException {
        assertThat(redacted.err()).isEmpty();
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        String bytes = unpacked(file("redacted"));
        String plain = unpacked(file("all"));
        for (String name : List.of("java", host, Path.of(namespace).getFileName().toString())) {
            assertThat(plain).as("planted: %s", name).contains(name);
            if (name.length() > 2) {
                assertThat(bytes).as(name).doesNotContain(name);
            }
        }
        assertThat(bytes).contains(namespaceId);
    }

    /** Figures stay: what is wrong is found as before. */
    @Test
    void aRedactedFileStillTellsWhatIsWrong() {
        Ran before = play("listeners --json", file("all"));
        Ran after = play("listeners --json", file("redacted"));
        assertThat(after.err()).isEmpty();
        assertThat(after.at("listeners", 0, "address"))
                .as("loopback stays")
                .isEqualTo(before.at("listeners", 0, "address"));
        assertThat(after.at("listeners", 0, "acceptQueue"))
                .isEqualTo(before.at("listeners", 0, "acceptQueue"));
        assertThat((String) after.at("listeners", 0, "sockets", 0, "processes", 0, "name"))
                .startsWith("p-");
        assertThat(play("doctor --json", file("redacted")).out()).contains("acceptor-stalled");
    }

    @Test
    void aWatchIsRecordedForAsLongAsWasSaid() {
        String file = file("watch");
        Ran live = Ran.run("record", file, "--for=1s", "--", "summary", "--json", "--watch=200ms");
        assertThat(live.exitCode()).isZero();
        assertThat(live.out().lines().count()).isGreaterThan(1);
        assertThat(Ran.run("summary", "--json", "--watch", "--from=" + file).out())
                .isEqualTo(live.out());
    }

    @Test
    void whatCannotBeRecordedIsRefused() {
        assertThat(Ran.run("record").exitCode()).isEqualTo(2);
        Ran ran = Ran.run("record", file("x"), "--", "serve");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).hasLineCount(1).contains("serve cannot be recorded");
        ran = Ran.run("record", folder.resolve("no/such/folder.rg").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).hasLineCount(1).endsWith(": no such directory\n");
        assertThat(folder.resolve("x.rg")).doesNotExist();
    }

    @Test
    void aFullDiskLeavesNoFile() throws Exception {
        Process process =
                new ProcessBuilder(
                                "timeout",
                                "60",
                                "unshare",
                                "--mount",
                                "bash",
                                "-c",
                                "mount -t tmpfs -o size=4k none \"$0\" || exit 77;"
                                        + " \"$@\"; code=$?; ls -A \"$0\"; exit $code",
                                Files.createDirectories(folder.resolve("full")).toString(),
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.raingauge.monitor.cli.Main",
                                "record",
                                folder.resolve("full/tape.rg").toString(),
                                "--for=1s")
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(process.waitFor() != 77, "no mounts here");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(err).contains("No space left on device").hasLineCount(1);
        assertThat(out).as("what is left").isEmpty();
    }

    private static String unpacked(String file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(Path.of(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
