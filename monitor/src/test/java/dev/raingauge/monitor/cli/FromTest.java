package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import picocli.CommandLine.ParameterException;

class FromTest {
    /** A word of a shell, in quotes or not. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

    private static final Path PAGE =
            Path.of(System.getProperty("raingauge.root", "..")).resolve("docs/from-netstat.md");

    @ParameterizedTest
    @ValueSource(strings = {"netstat", "ss", "lsof", "nstat", "raindrops", "gdb", "nc"})
    void whatPeopleTypeElsewhereIsAnsweredWithWhatOurParserTakes(String tool) throws IOException {
        List<From.Row> rows = From.read().of(tool).orElseThrow();
        assertThat(rows).isNotEmpty();
        for (From.Row row : rows) {
            assertThat(isTaken(row.ours())).as(row.ours()).isTrue();
        }
    }

    private static boolean isTaken(String command) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group() : word.group(1));
        }
        if (!words.getFirst().equals("raingauge") || Commands.named(words.get(1)).isEmpty()) {
            return false;
        }
        var line = new CommandLine(Usage.spec(Commands.named(words.get(1)).get()));
        try {
            line.parseArgs(ReadingOptions.normalized(words.subList(2, words.size())));
            return true;
        } catch (ParameterException refused) {
            return false;
        }
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
    void theHelpFitsEightyColumns() {
        Ran all = Ran.run("help", "from");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("from netstat:", "from ss:", "raingauge listeners :6379");
        assertThat(Arrays.asList(all.out().split("\n", -1)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        Ran one = Ran.run("help", "from", "nc");
        assertThat(one.out()).contains("nc -vz db 5432").contains("raingauge probe db:5432");
        assertThat(isTaken("raingauge listeners --wtach")).isFalse();
    }

    @Test
    void anUnknownToolIsNamed() {
        Ran ran = Ran.run("help", "from", "tcpdump");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("tcpdump", "netstat|ss|lsof").hasLineCount(1);
    }
}
