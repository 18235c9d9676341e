package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program as a process of its own, at one end of a pipe. */
class PipeIT {
    private static final String PROGRAM =
            "'%s' --enable-native-access=ALL-UNNAMED -cp '%s' dev.raingauge.monitor.cli.Main"
                    .formatted(
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            System.getProperty("java.class.path"));

    @Test
    void headEndsAWatchQuietly() throws Exception {
        Process shell =
                shell(PROGRAM + " listeners --json --watch=100ms | head -2; echo ${PIPESTATUS[0]}");
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = out.lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.subList(0, 2))
                .allSatisfy(line -> assertThat(line).startsWith("{\"time\":"));
        assertThat(lines.getLast()).as("exit code").isEqualTo("0");
        assertThat(err).isEmpty();
    }

    @Test
    void anInterruptEndsAWatchQuietly() throws Exception {
        // what starts the tests may ignore interrupts, and hands that on to its children
        Process watch =
                shell("exec env --default-signal=INT " + PROGRAM + " summary --json --watch=1h");
        assertThat(watch.getInputStream().read()).isEqualTo('{');
        new ProcessBuilder("kill", "-INT", Long.toString(child(watch))).start().waitFor();
        assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isEqualTo(130);
        assertThat(watch.getErrorStream().readAllBytes()).isEmpty();
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() throws Exception {
        for (String to : List.of("> /dev/full", ">&-")) {
            Process shell = shell("{ " + PROGRAM + " limits " + to + "; } 2>&1; echo $?");
            String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(out)
                    .startsWith("raingauge limits: cannot write to standard output: ")
                    .endsWith("\n1\n")
                    .hasLineCount(2);
        }
    }

    /** The program below {@code timeout}, which waits for it. */
    private static long child(Process timeout) {
        return timeout.children().findFirst().orElseThrow().pid();
    }

    private static Process shell(String line) throws IOException {
        return new ProcessBuilder("timeout", "60", "bash", "-c", line).start();
    }
}
