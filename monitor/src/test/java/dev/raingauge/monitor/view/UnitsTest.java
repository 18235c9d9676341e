package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    private static final Page NARROW = new Page(OptionalInt.of(80), true, false);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "99999, 99999",
        "100000, 100k",
        "990000, 990k",
        "1234567, 1.2M",
        "12345678, 12M",
        "4294967295, 4.3G"
    })
    void countsInFewLetters(long number, String expected) {
        assertThat(Units.count(number, NARROW)).isEqualTo(expected);
        assertThat(Units.count(number, Page.PLAIN)).isEqualTo(Long.toString(number));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "1048576, 1.0 MiB", "16777216, 16 MiB"})
    void countsBytes(long number, String expected) {
        assertThat(Units.bytes(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5ms",
        "999, 999ms",
        "1000, 1.0s",
        "3149, 3.1s",
        "59900, 60s",
        "99999, 100s",
        "100000, 1m40s",
        "125000, 2m05s",
        "12000000, 3h20m"
    })
    void measuresTime(long millis, String expected) {
        assertThat(Units.duration(Duration.ofMillis(millis))).isEqualTo(expected);
    }
}
