package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T19:30:00.123Z",
                "2024-02-29T00:00:00.000Z",
                "1970-01-01T00:00:00.001Z",
                "1999-12-31T23:59:59.999Z"
            })
    void writesWhatTheJdkReads(String text) {
        assertThat(Timestamp.of(Instant.parse(text))).isEqualTo(text);
    }
}
