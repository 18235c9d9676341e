package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @ValueSource(strings = {"listeners", "sockets", "summary", "counters", "limits", "lab"})
    void aCommandExplainsItself(String command) throws IOException {
        Ran help = Ran.run(command, "--help");
        Golden.check("help-" + command + ".txt", help.out());
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(Ran.run("help", command)).isEqualTo(help);
        assertThat(Arrays.asList(help.out().split("\n", -1)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void theProgramListsItsCommands() {
        Ran help = Ran.run("--help");
        assertThat(help.out()).contains("listeners", "summary", "counters", "limits");
        assertThat(Ran.run("help")).isEqualTo(help);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    listners                   | did you mean 'listeners'?
                    xyzzy                      | there is no command 'xyzzy'
                    listeners --jsn            | did you mean --json?
                    listeners --wach=2         | did you mean --watch?
                    summary :80                | unexpected ':80'
                    listeners --watch=soon     | no duration; write 10s, 500ms, 2m
                    listeners --watch=0        | no duration
                    listeners --watch=-1s      | no duration
                    listeners 1.2.3.4:99999    | 1.2.3.4:99999
                    listeners [1:::5           | [1:::5
                    listeners 1.2.3.4          | 1.2.3.4
                    sockets -f ipx             | no such family
                    sockets -A udq             | did you mean udp?
                    sockets -tz                | -z
                    counters a b               | unexpected 'b'
                    --jsn                      | did you mean --json?
                    lab stallde                | did you mean 'stalled'?
                    lab nonsense               | raingauge lab lists them
                    lab all --keep=1m          | --keep goes with one scenario
                    lab stalled --for=1s       | give 6 seconds to 4 minutes
                    lab stalled --keep=1h      | ends by itself after ten minutes
                    lab stalled --for=x        | no duration
                    """)
    void wrongUsageGetsOneLineAndExitCodeTwo(String line, String expected) {
        Ran ran = Ran.run(line.split(" ", -1));
        assertThat(ran.err()).contains(expected).endsWith("\n").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void aWordThatWouldHarmTheTerminalIsEscaped() {
        assertThat(Ran.run("\u001b[2Jx").err()).contains("\\x1b[2Jx").doesNotContain("\u001b");
        assertThat(Ran.run("summary", "\u001b[2Jx").err()).doesNotContain("\u001b");
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() {
        Ran ran = Ran.run("summary", "--namespace=rg-cli-nowhere");
        assertThat(ran.err()).contains("rg-cli-nowhere").hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void aProcThatIsNotThereIsNamed() {
        Ran ran = Ran.run("listeners", "--proc=/rg-cli-nowhere");
        assertThat(ran.err()).contains("--proc=/rg-cli-nowhere: no such directory").hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void outputThatNobodyReadsEndsQuietly() {
        var err = new ByteArrayOutputStream();
        var closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        var around =
                new Surroundings(
                        closed,
                        err,
                        Map.of(),
                        new Screen(false, true, false, Map.of()),
                        InstantSource.system());
        assertThat(Main.run(around, "--help")).isZero();
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        String pom =
                Files.readString(
                        Path.of(System.getProperty("raingauge.root", "..")).resolve("pom.xml"));
        Matcher version =
                Pattern.compile(
                                "<artifactId>raingauge-parent</artifactId>\\s*<version>(.*?)</version>")
                        .matcher(pom);
        assertThat(version.find()).isTrue();
        assertThat(Ran.run("--version").out()).isEqualTo("raingauge " + version.group(1) + "\n");
    }

    @ParameterizedTest
    @CsvSource({"10s, 10000", "500ms, 500", "2m, 120000", "1h, 3600000", "5, 5000", "0.5, 500"})
    void durationsAreReadAsPeopleTypeThem(String text, long millis) throws Failure {
        assertThat(Durations.parse("--watch", text).toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    listen,           TcpExtListenDrops,  true
                    LISTEN,           TcpExtListenDrops,  true
                    TcpExtListen*,    TcpExtListenDrops,  true
                    *drops,           TcpExtListenDrops,  true
                    Listen*,          TcpExtListenDrops,  false
                    tcp?urrEstab,     TcpCurrEstab,       true
                    *a*a*a*a*a*b,     TcpExtTCPLossProbes, false
                    ,                 TcpCurrEstab,       true
                    """)
    void patternsMeanAPartOrWithStarsTheWhole(String pattern, String name, boolean meant) {
        assertThat(new NamePattern(pattern == null ? "" : pattern).test(name)).isEqualTo(meant);
    }

    @Test
    void aBareWatchTakesNoWordFromTheNext() {
        assertThat(ReadingOptions.normalized(List.of("--watch", ":80", "--", "--watch")))
                .containsExactly("--watch=2", ":80", "--", "--watch");
    }
}
