package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lab as a learner meets it. */
@Timeout(150)
class LabCommandIT {
    private static final Path NAMESPACES = Path.of("/run/netns");

    @Test
    void aFailureIsShownAndFound() throws IOException {
        canWork();
        Ran ran = Ran.run("lab", "stalled");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("(SIGSTOP)", "  nstat   TcpExtListenOverflows 0 -> ")
                .contains("queue of 127.0.0.1:7000: 3 of 2")
                .contains("ip netns exec rg-lab-", "CRITICAL  rg-lab-", "kill -CONT")
                .contains("  found   acceptor-stalled at 127.0.0.1:7000\n")
                .contains("docs/diagnosis/acceptor-stalled.md", "raingauge lab pausing");
        assertThat(ran.exitCode()).isZero();
        assertThat(own(ProcessHandle.current().pid())).isEmpty();
    }

    @Test
    void bothNamespacesAreLookedAt() throws IOException {
        canWork();
        Ran ran = Ran.run("lab", "overflow-elsewhere");
        assertThat(ran.out())
                .contains("OK: nothing found.", "CRITICAL: 1 problem found.")
                .contains("found   acceptor-stalled at 127.0.0.1:7000 in the other namespace");
        assertThat(ran.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
    void nothingStaysHoweverItEnds(String signal, int exitCode) throws Exception {
        canWork();
        var words = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
        words.addAll(program());
        words.addAll(List.of("lab", "stalled", "--for=1m"));
        Process process = new ProcessBuilder(words).start();
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            while (line != null && !line.contains("What the doctor says")) {
                line = out.readLine();
            }
            assertThat(line).as("the scenario began").isNotNull();
            assertThat(own(process.pid())).isNotEmpty();
            List<Long> servers = process.descendants().map(ProcessHandle::pid).toList();
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exitCode);
            assertThat(process.errorReader(StandardCharsets.UTF_8).lines()).isEmpty();
            while (!own(process.pid()).isEmpty() || servers.stream().anyMatch(LabCommandIT::runs)) {
                Thread.sleep(100); // until the janitor is through, or the test's time is over
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void withoutPrivilegesItSaysSoInOneLine() throws Exception {
        canWork();
        var words = new ArrayList<>(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        words.addAll(program());
        words.addAll(List.of("lab", "stalled"));
        Process process = new ProcessBuilder(words).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(err)
                .hasLineCount(1)
                .startsWith("raingauge lab: the lab makes network namespaces")
                .contains("CAP_SYS_ADMIN", "run it as root");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    /** One that has ended and that nobody has asked for its exit code has no command line. */
    private static boolean runs(long pid) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).isEmpty();
        } catch (IOException ended) {
            return false;
        }
    }

    /** Those that a process made. */
    private static List<String> own(long pid) throws IOException {
        if (!Files.isDirectory(NAMESPACES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(NAMESPACES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("rg-lab-" + pid + "-"))
                    .toList();
        }
    }

    private static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.raingauge.monitor.cli.Main");
    }

    private static void canWork() {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
    }
}
