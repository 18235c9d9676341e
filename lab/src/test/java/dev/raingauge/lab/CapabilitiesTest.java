package dev.raingauge.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {
    @ParameterizedTest(name = "{0} lacks {1}")
    @CsvSource(
            textBlock =
                    """
                    000001ffffffffff,
                    0000000000283000,
                    0000000000000000, 'CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_PTRACE, CAP_SYS_ADMIN'
                    0000000000003000, 'CAP_SYS_PTRACE, CAP_SYS_ADMIN'
                    nonsense,         'CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_PTRACE, CAP_SYS_ADMIN'
                    """)
    void namesWhatIsMissing(String mask, String missing) {
        var status = "Name:\tjava\nCapInh:\t0000000000000000\nCapEff:\t" + mask + "\n";
        assertThat(Capabilities.missing(status).orElse(null)).isEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource({"''", "'Name: java'"})
    void withoutTheLineAllAreMissing(String status) {
        assertThat(Capabilities.missing(status)).isPresent();
    }
}
