package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.view.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FromTest {
    private static final Path PAGE =
            Path.of(System.getProperty("raingauge.root", "..")).resolve("docs/from-netstat.md");

    @ParameterizedTest
    @ValueSource(strings = {"netstat", "ss", "lsof", "nstat", "raindrops", "nc"})
    void whatPeopleTypeElsewhereIsAnsweredWithWhatOurParserTakes(String tool) throws IOException {
        int parsed = 0;
        for (From.Row row : From.read().of(tool).orElseThrow()) {
            assertThat(row.ours()).startsWith("raingauge ");
            if (!row.later()) {
                assertThat(From.isThere(row)).as(row.ours()).isTrue();
                parsed++;
            }
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
        var misspelt = new From.Row("a", "raingauge listeners --wtach", "", false);
        assertThat(From.isThere(misspelt)).isFalse();
    }

    @Test
    void anUnknownToolIsNamed() {
        Ran ran = Ran.run("help", "from", "tcpdump");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("tcpdump", "netstat|ss|lsof").hasLineCount(1);
    }
}
