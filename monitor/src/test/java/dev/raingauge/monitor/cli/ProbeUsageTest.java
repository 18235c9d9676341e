package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeUsageTest {
    @ParameterizedTest(name = "probe {0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1.2.3.4:99999             | 2 | port 99999 is not between
                    db.example:99999          | 2 | db.example:99999
                    db.example                | 2 | no port
                    1.2.3:80                  | 2 | no IPv4 address
                    [1:::5                    | 2 | bracket is not closed
                    :80 --timeout=soon        | 2 | no duration
                    :80 --timeout=1h          | 2 | 5m is the most
                    :80 --interval=1ms        | 2 | 100ms is the least
                    :80 --count=0             | 2 | from 1 to 10000
                    :80 --count=1000000       | 2 | from 1 to 10000
                    :80 --namespace=all       | 2 | one namespace
                    :80 --namespace=rg-nobody | 1 | rg-nobody
                    rg-nobody.invalid:80      | 1 | rg-nobody.invalid
                    """)
    void oneLineSaysWhatIsWrong(String line, int exitCode, String expected) {
        Ran ran = Ran.run(("probe " + line).split(" ", -1));
        assertThat(ran.err()).contains(expected).endsWith("\n").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(exitCode);
    }
}
