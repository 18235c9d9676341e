package dev.raingauge.monitor.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The live screen as a person meets it, in a terminal of tmux. */
@Timeout(300)
class TopIT {
    private static final Map<String, String> USUAL = Map.of();

    @TempDir private Path folder;

    @BeforeAll
    static void aTerminal() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed: there is no terminal to look at");
    }

    @Test
    void anOverflowAndItsCauseAreOnTheScreen() throws Exception {
        try (Lab lab = lab();
                Running stalled = Scenario.named("stalled").orElseThrow().start(lab);
                Tmux tmux = Tmux.open(folder, 80, 24, USUAL)) {
            stalled.await(Duration.ofSeconds(60));
            tmux.type("rg top --namespace=" + stalled.namespaceFile());
            String screen = tmux.await("acceptor-stalled");
            assertThat(screen)
                    .contains("CRITICAL", "██FULL██", "127.0.0.1:7000", "Findings")
                    .contains("Nobody")
                    .contains("kill -CONT");
            tmux.keys("Enter");
            assertThat(tmux.await("SYN queue"))
                    .contains("accept queue", "application", "3 of 2 FULL", "waiting up to");
            String _ = tmux.await("packets/s lost");
            tmux.keys("End");
            String _ = tmux.await("held by");
            tmux.keys("Escape");
            String _ = tmux.await("Findings");
            String picture = tmux.colouredScreen();
            assertThat(picture).as("red where it is full").contains("\u001b[1m\u001b[38;5;203m");
            quit(tmux);
        }
    }

    @Test
    void keysAsOneExpectsThem() throws Exception {
        try (Lab lab = lab();
                Running two = Scenario.named("two-overflows").orElseThrow().start(lab);
                Tmux tmux = Tmux.open(folder, 100, 30, USUAL)) {
            tmux.type("rg top --namespace=" + two.namespaceFile());
            String _ = tmux.await("127.0.0.1:7001");
            tmux.keys("/");
            tmux.keys("-l", "7001");
            String filtered =
                    tmux.await("one row", screen -> !screen.contains(":7000 ") && shows(screen));
            assertThat(filtered).contains("Filter: ", "7001");
            tmux.keys("Enter");
            assertThat(tmux.await("filter: 7001")).contains("1 of 2 listeners");
            tmux.keys("Escape");
            String _ = tmux.await("both rows", screen -> screen.contains("2 listeners"));
            tmux.keys("F6");
            String _ = tmux.await("Sort by");
            tmux.keys("Escape");
            tmux.keys("?");
            String _ = tmux.await("any key");
            tmux.keys("x");
            String _ = tmux.await("FULLNESS");
            tmux.keys("Space");
            String _ = tmux.await("PAUSED");
            quit(tmux);
        }
    }

    private static boolean shows(String screen) {
        return screen.contains(":7001");
    }

    @Test
    void itFollowsTheSizeOfTheWindow() throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, USUAL)) {
            tmux.type("rg top");
            String _ = tmux.await("FULLNESS");
            tmux.resize(200, 50);
            String _ = tmux.await("ACTIVE");
            tmux.resize(40, 10);
            String _ = tmux.await("too small");
            tmux.resize(100, 30);
            String _ = tmux.await("FULLNESS");
            tmux.resize(80, 24);
            String screen =
                    tmux.await(
                            "the list at 80 columns",
                            text -> text.contains("FULLNESS") && !text.contains("ACTIVE"));
            assertThat(screen.lines().filter(line -> line.contains("FULLNESS"))).hasSize(1);
            quit(tmux);
        }
    }

    @ParameterizedTest(name = "after {0} the terminal is as it was")
    @ValueSource(strings = {"q", "C-c", "kill -TERM", "kill -INT", "kill -HUP"})
    void theTerminalIsRestored(String end) throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, USUAL)) {
            Path before = folder.resolve("before");
            Path after = folder.resolve("after");
            tmux.type("stty -a >" + before + "; rg top; stty -a >" + after + "; echo back");
            String _ = tmux.await("FULLNESS");
            assertThat(tmux.about("#{alternate_on} #{cursor_flag}")).isEqualTo("1 0");
            if (end.startsWith("kill")) {
                signal(tmux, end.substring("kill ".length()));
            } else {
                tmux.keys(end);
            }
            String screen = tmux.await("back at the shell", text -> isBack(text, after));
            assertThat(tmux.about("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
            assertThat(Files.readString(after)).isEqualTo(Files.readString(before));
            assertThat(screen).doesNotContain("FULLNESS", "Exception");
        }
    }

    private static boolean isBack(String screen, Path after) {
        return screen.contains("\nback") && Files.exists(after);
    }

    /** Nobody can restore anything then; the shell's own modes and `reset` must do. */
    @Test
    void afterKillNineTheShellStillWorks() throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, USUAL)) {
            Path after = folder.resolve("after");
            tmux.type(
                    "rg top; stty sane; tput rmcup; tput cnorm; stty -a >" + after + "; echo back");
            String _ = tmux.await("FULLNESS");
            signal(tmux, "-KILL");
            String _ = tmux.await("back at the shell", text -> isBack(text, after));
            assertThat(Files.readString(after)).contains(" echo ").contains(" icanon ");
        }
    }

    @Test
    void aStoppedJobLeavesTheTerminalAndTakesItAgain() throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, USUAL)) {
            tmux.type("set -m; rg top");
            String _ = tmux.await("FULLNESS");
            tmux.keys("C-z");
            String _ =
                    tmux.await(
                            "stopped, and a prompt",
                            screen ->
                                    screen.contains("topped")
                                            && screen.stripTrailing().endsWith("ready>"));
            assertThat(tmux.about("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
            tmux.type("fg");
            String _ = tmux.await("FULLNESS");
            assertThat(tmux.about("#{alternate_on} #{cursor_flag}")).isEqualTo("1 0");
            signal(tmux, "-TSTP");
            String _ =
                    tmux.await(
                            "stopped again, and a prompt",
                            screen ->
                                    screen.split("topped", -1).length == 3
                                            && screen.stripTrailing().endsWith("ready>"));
            assertThat(tmux.about("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
            tmux.type("fg");
            String _ = tmux.await("FULLNESS");
            quit(tmux);
        }
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "NO_COLOR, 1, none",
        "COLORTERM, truecolor, true",
        "TERM, xterm, sixteen",
        "TERM, xterm-256color, many"
    })
    void colours(String name, String value, String depth) throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, USUAL)) {
            tmux.type("unset COLORTERM; " + name + "=" + value + " rg top");
            String _ = tmux.await("FULLNESS");
            String screen = tmux.colouredScreen();
            assertThat(screen.contains("8;2;")).as("any colour").isEqualTo(depth.equals("true"));
            assertThat(screen.contains("8;5;")).as("of 256").isEqualTo(depth.equals("many"));
            assertThat(screen.contains("[37m\u001b[44m"))
                    .as("of 16")
                    .isEqualTo(depth.equals("sixteen"));
            quit(tmux);
        }
    }

    @Test
    void withoutUnicodeItIsAscii() throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, USUAL)) {
            tmux.type("LC_ALL=C rg top");
            String screen = tmux.await("FULLNESS");
            assertThat(screen.chars()).allMatch(c -> c < 0x80);
            quit(tmux);
        }
    }

    @Test
    void hostileNamesAreText() throws Exception {
        Path path = folder.resolve("\u001b[2J\u001b]0;evil\u0007\n.sock");
        try (Lab lab = lab();
                LabNamespace home = lab.namespace("hostile");
                ServerSocketChannel _ = home.call(() -> listening(path));
                Tmux tmux = Tmux.open(folder, 150, 24, USUAL)) {
            String title = tmux.about("#{pane_title}");
            tmux.type("rg top --namespace=" + home.name());
            assertThat(tmux.await(".sock")).contains("\\x1b[2J", "evil\\x07\\n.sock");
            assertThat(tmux.about("#{pane_title}")).isEqualTo(title);
            quit(tmux);
        }
    }

    private static ServerSocketChannel listening(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path));
    }

    @Test
    void withoutATerminalItSaysWhatToTypeInstead() throws Exception {
        try (Tmux tmux = Tmux.open(folder, 150, 24, USUAL)) {
            tmux.type("rg top </dev/null; echo code $?");
            assertThat(tmux.await("code 1")).contains("raingauge listeners --watch");
            tmux.type("clear; rg top | cat; echo piped");
            assertThat(tmux.await("\npiped")).contains("this is no terminal");
            tmux.type("clear; TERM=dumb rg top; echo dumb $?");
            assertThat(tmux.await("dumb 1")).contains("cannot move the cursor");
            tmux.type("clear; rg top --namespace=rg-nobody; echo nobody $?");
            assertThat(tmux.await("nobody 1")).contains("--namespace=rg-nobody: ");
        }
    }

    private static Lab lab() throws IOException {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        return Lab.open();
    }

    private static void quit(Tmux tmux) throws Exception {
        tmux.keys("q");
        String _ = tmux.await("the shell", screen -> screen.contains("ready>"));
        assertThat(tmux.about("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
    }

    /** To the program that the shell in this terminal has started, and to nothing else. */
    private static void signal(Tmux tmux, String signal) throws Exception {
        long shell = Long.parseLong(tmux.about("#{pane_pid}"));
        List<Long> children =
                ProcessHandle.of(shell).orElseThrow().children().map(ProcessHandle::pid).toList();
        assertThat(children).hasSize(1);
        Process kill =
                new ProcessBuilder("kill", signal, Long.toString(children.getFirst()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).as(said).isTrue();
    }
}
