package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParameterTest {
    private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-25T20:00:00Z",
        "-30s, 2026-11-25T19:59:30Z",
        "-15m, 2026-11-25T19:45:00Z",
        "-6h, 2026-11-25T14:00:00Z",
        "-1d, 2026-11-24T20:00:00Z",
        "1795635900, 2026-11-25T19:45:00Z",
        "1795635900.25, 2026-11-25T19:45:00.250Z",
        "2026-11-25T19:45:00Z, 2026-11-25T19:45:00Z",
        "2026-11-25T19:45:00.123Z, 2026-11-25T19:45:00.123Z",
        "2026-11-25T20:45:00+01:00, 2026-11-25T19:45:00Z",
    })
    void isUnderstood(String text, Instant time) {
        assertThat(TimeParameter.parse(text, NOW)).hasValue(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "-", "-15", "15m", "-9999999d", "1e9", "-1w", "2026-11-25"})
    void isRefused(String text) {
        assertThat(TimeParameter.parse(text, NOW)).isEmpty();
    }
}
