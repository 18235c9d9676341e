package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.raingauge.monitor.view.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FromTest {
    private static final Path PAGE =
            Path.of(System.getProperty("raingauge.root", "..")).resolve("docs/from-netstat.md");

    /** A word of a shell, in quotes or not. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

    @ParameterizedTest
    @ValueSource(strings = {"netstat", "ss", "lsof", "nstat", "raindrops", "nc"})
    void whatPeopleTypeElsewhereIsAnsweredWithWhatOurParserTakes(String tool) throws IOException {
        int parsed = 0;
        for (From.Row row : From.read().of(tool).orElseThrow()) {
            var command = Commands.named(From.commandOf(row));
            assertThat(row.ours()).startsWith("raingauge ");
            if (row.later() && command.isEmpty()) {
                continue;
            }
            assertThat(command).as(row.ours()).isPresent();
            List<String> words = words(row.ours());
            var line = new CommandLine(Usage.spec(command.orElseThrow()));
            String[] args = ReadingOptions.normalized(words.subList(2, words.size()));
            assertThatCode(() -> line.parseArgs(args)).as(row.ours()).doesNotThrowAnyException();
            parsed++;
        }
        assertThat(parsed).isGreaterThan(2);
    }

    @Test
    void thePageOfTheDocumentationSaysTheSame() throws IOException {
        String page = From.read().markdown();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    @Test
    void theHelpFitsEightyColumnsAndLeavesOutWhatIsNotThere() {
        Ran all = Ran.run("help", "from");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("from netstat:", "from ss:", "raingauge listeners :6379");
        assertThat(Arrays.asList(all.out().split("\n", -1)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        Ran one = Ran.run("help", "from", "nc");
        assertThat(one.out()).contains("nc -vz db 5432").contains("raingauge probe db:5432");
        assertThat(From.text(List.of(new From.Row("a", "raingauge nosuch", "", true)), Page.PLAIN))
                .isEmpty();
    }

    @Test
    void anUnknownToolIsNamed() {
        Ran ran = Ran.run("help", "from", "tcpdump");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("tcpdump", "netstat|ss|lsof").hasLineCount(1);
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group() : word.group(1));
        }
        return words;
    }
}
