package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in the shells themselves. */
class CompletionIT {
    /** Does what readline does: words are also broken at "=" and ":". */
    private static final String DRIVER =
            """
            source "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
            _raingauge
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir Path directory;

    @ParameterizedTest(name = "bash: {0} has {1}, not {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lis                      | listeners          | limits
                    l                        | limits             | summary
                    --v                      | --version          | --help
                    listeners --             | --namespace=       | --count=
                    listeners --w            | --watch            | --json
                    probe --c                | --count=           | --watch
                    probe 127.0.0.1 : 80 --t | --timeout=         | --json
                    help fr                  | from               | listeners
                    help from ra             | raindrops          | nc
                    completion               | zsh                | listeners
                    completion z             | zsh                | bash
                    listeners --namespace = a| all                | --json
                    """)
    void bashCompletes(String typed, String offered, String not) throws Exception {
        List<String> words = bash(typed.equals("completion") ? typed + " " : typed);
        assertThat(words).contains(offered).doesNotContain(not);
    }

    @Test
    void bashKnowsTheNamespaces() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open()) {
            String name = lab.namespace("completion").name();
            assertThat(bash("summary --namespace = rg-lab-")).contains(name);
            assertThat(bash("summary --namespace =")).contains(name, "all");
        }
    }

    @Test
    void bashCompletesPaths() throws Exception {
        Files.writeString(directory.resolve("shop.sock"), "");
        assertThat(bash("probe " + directory + "/sh")).containsExactly(directory + "/shop.sock");
    }

    /** Types into a real zsh on a terminal of its own, and reads what it shows. */
    @Test
    void zshCompletes() throws Exception {
        assumeTrue(shell("command -v zsh").length() > 0, "no zsh");
        Path script = write("zsh");
        assertThat(shell("zsh -n " + script)).isEmpty();
        String driver =
                """
                zmodload zsh/zpty; zpty z zsh -f
                say() { zpty -w z "$1"; }
                say 'PS1="> "; autoload -Uz compinit; compinit -u -D; source %s'
                say 'raingauge() { print -r -- "<$*>" }; echo be""gun'
                repeat 100 { zpty -r z line; [[ $line == *begun* ]] && break }
                zpty -w -n z $'raingauge pro\\t--coun\\t7 :80 --tim\\t3s; echo en""ded\\n'
                repeat 100 { zpty -r z line; print -r -- $line; [[ $line == *ended* ]] && break }
                zpty -d z
                """
                        .formatted(script);
        Path file = Files.writeString(directory.resolve("driver.zsh"), driver);
        String out = shell("timeout 60 zsh -f " + file);
        assertThat(out).contains("<probe --count=7 :80 --timeout=3s>");
    }

    private List<String> bash(String typed) throws Exception {
        Path script = write("bash");
        Path driver = Files.writeString(directory.resolve("driver.bash"), DRIVER);
        var words = new ArrayList<>(List.of("bash", driver.toString()));
        words.add(script.toString());
        words.add("raingauge");
        words.addAll(List.of(typed.split(" ", -1)));
        return run(words).lines().toList();
    }

    private Path write(String shell) throws IOException {
        Ran ran = Ran.run("completion", shell);
        assertThat(ran.exitCode()).isZero();
        return Files.writeString(directory.resolve("raingauge." + shell), ran.out());
    }

    private static String shell(String line) throws Exception {
        return run(List.of("sh", "-c", line));
    }

    private static String run(List<String> words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
