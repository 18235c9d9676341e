package dev.raingauge.monitor.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recording on the live screen, when what was recorded is long gone. */
@Timeout(300)
class TopReplayIT {
    @TempDir private static Path folder;
    private int expected;

    @BeforeAll
    static void recordWhileItLasts() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed: there is no terminal to look at");
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open();
                Running stalled = Scenario.named("stalled").orElseThrow().start(lab);
                Tmux tmux = Tmux.open(folder, 100, 30, Map.of())) {
            stalled.await(Duration.ofSeconds(60));
            String where = " --namespace=" + stalled.namespaceFile();
            tmux.type("rg record --for=4s" + where + " " + file("all") + "; echo all $?");
            String _ = tmux.await("all 0");
            tmux.type("rg record " + file("one") + " -- listeners" + where + "; echo one $?");
            String _ = tmux.await("one 0");
            tmux.type("rg record " + file("sum") + " -- summary; echo sum $?");
            String _ = tmux.await("sum 0");
        }
    }

    private static Path file(String name) {
        return folder.resolve(name + ".rg");
    }

    @Test
    void aRecordingIsPlayedStoppedSteppedAndEnds() throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, Map.of())) {
            tmux.type("rg top --from=" + file("all"));
            String _ = tmux.await(" REPLAY ");
            tmux.keys("Space");
            String _ = tmux.await(" PAUSED ");
            tmux.keys("Home");
            String begin = tmux.await(" 1 of ");
            assertThat(begin).contains("127.0.0.1:7000", "The first look", "3/2");
            tmux.keys(".", ".");
            String _ = tmux.await(" 3 of ");
            tmux.keys(",");
            String _ = tmux.await(" 2 of ");
            tmux.keys("+");
            String _ = tmux.await(" 2x ");
            tmux.keys("Space");
            String end = tmux.await("the recording ends here");
            assertThat(end)
                    .contains(" END ", "CRITICAL", "acceptor-stalled", "kill -CONT", "lab-server[")
                    .doesNotContain("Exception");
            tmux.keys("Enter");
            assertThat(tmux.await("SYN queue")).contains("3 of 2 FULL", "the recording ends here");
            tmux.keys("Escape");
            tmux.keys("Space");
            String _ = tmux.await(" REPLAY ");
            tmux.keys("q");
            String _ = tmux.await("the shell", screen -> screen.contains("ready>"));
            assertThat(tmux.about("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
        }
    }

    /** The time on the screen is that of the recording, however late it is played. */
    @Test
    void itsTimeIsThatOfTheRecording() throws Exception {
        try (Tmux tmux = Tmux.open(folder, 80, 24, Map.of("TZ", "UTC"))) {
            tmux.type("rg listeners --json --from=" + file("one") + " | cut -c1-30");
            String said = tmux.await("{\"time\"");
            String time = said.substring(said.indexOf("time\":\"") + 7).substring(0, 19);
            tmux.type("clear; rg top --from=" + file("one"));
            String screen = tmux.await("1 of 1");
            assertThat(screen)
                    .contains("REPLAY " + time.substring(11))
                    .contains(time.substring(0, 10))
                    .contains(" END ", "The first look");
            tmux.keys(".", ",", "Home", "End", "+", "q");
            String _ = tmux.await("the shell", text -> text.contains("ready>"));
        }
    }

    @Test
    void whatCannotBePlayedIsSaidInOneSentence() throws Exception {
        byte[] whole = Files.readAllBytes(file("all"));
        Files.write(file("cut"), Arrays.copyOf(whole, whole.length - 20));
        whole[whole.length / 2] ^= 0x55;
        Files.write(file("bad"), whole);
        Files.writeString(file("foreign"), "no recording");
        try (Tmux tmux = Tmux.open(folder, 180, 30, Map.of())) {
            expect(tmux, "top --from=" + file("cut"), 1, "is cut off after");
            expect(tmux, "top --from=" + file("bad"), 1, "copy it again, or record again");
            expect(tmux, "top --from=" + file("foreign"), 1, "is no recording of Raingauge");
            expect(tmux, "top --from=" + file("none"), 1, "no such file");
            expect(tmux, "top --from=" + file("sum"), 1, "holds nothing that top could play");
            expect(tmux, "top --proc=/proc --from=" + file("all"), 2, "--proc does not go with");
            expect(tmux, "top --namespace=x --from=" + file("all"), 1, "does not hold");
            expect(tmux, "top --from=" + file("all") + " | cat", 0, "this is no terminal");
            expect(tmux, "record " + file("x") + " -- top", 2, "top is not recorded itself");
        }
    }

    private void expect(Tmux tmux, String command, int code, String said) throws Exception {
        expected++;
        tmux.type("clear; rg " + command + "; echo end " + expected + " code $?.");
        String screen = tmux.await("its end", text -> text.contains("\nend " + expected + " "));
        assertThat(screen).contains(said, " code " + code + ".").doesNotContain("    at dev.");
    }
}
