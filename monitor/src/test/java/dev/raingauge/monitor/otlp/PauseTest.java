package dev.raingauge.monitor.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {
    @ParameterizedTest(name = "{0}, {1} failures, by chance {2}: {3} s")
    @CsvSource({
        "accepted,  0, 0,  58",
        "refused,   3, 0,  60",
        "away,      1, 0,   5",
        "away,      2, 0,  10",
        "away,      4, 0,  40",
        "away,      5, 0,  60",
        "away,   9999, 0,  60",
        "away,      1, 1, 6.25",
        "busy,      1, 0,   5",
        "busy 0,    9, 0,   1",
        "busy 17,   1, 0,  17",
        "busy 17,   1, 1, 21.25",
        "busy 90,   1, 0,  90",
        "busy 9999, 1, 0, 600",
    })
    void longerAndLonger(String what, int failures, double chance, double seconds) {
        Outcome outcome =
                switch (what) {
                    case "accepted" -> new Outcome.Accepted(Optional.empty());
                    case "refused" -> new Outcome.Refused(400);
                    case "away" -> new Outcome.Unreachable("");
                    case "busy" -> new Outcome.Busy(503, Optional.empty());
                    default ->
                            new Outcome.Busy(
                                    503,
                                    Optional.of(
                                            Duration.ofSeconds(Long.parseLong(what.substring(5)))));
                };
        assertThat(
                        Pause.after(
                                outcome,
                                failures,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(2),
                                chance))
                .isEqualTo(Duration.ofMillis((long) (seconds * 1000)));
    }
}
