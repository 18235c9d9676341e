package dev.raingauge.monitor.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A period from second 1,000 to second 4,600, looked at every 15 seconds. */
class SpellTest {
    private static final Instant FROM = Instant.ofEpochSecond(1000);
    private static final Instant END = Instant.ofEpochSecond(4600);

    private static Optional<Spell> of(String times) {
        List<Double> seconds = Arrays.stream(times.split(" ", -1)).map(Double::valueOf).toList();
        return Spell.of(seconds, FROM, END, Duration.ofSeconds(15));
    }

    @ParameterizedTest(name = "seen at {0}: begun {1}, last {2}, now {3}")
    @CsvSource(
            textBlock =
                    """
                    # seen at,           begun, last, now
                    4600,                4600,  4600, true
                    4480,                4480,  4480, true
                    4479,                4479,  4479, false
                    4300 4600,           4300,  4600, true
                    4299 4600,           4600,  4600, true
                    1016 1316,           1016,  1316, false
                    1015 1315,           ,      1315, false
                    1000 4200 4300 4400, 4200,  4400, false
                    """)
    void theLastSpell(String times, Long begun, long last, boolean now) {
        assertThat(of(times))
                .contains(
                        new Spell(
                                Optional.ofNullable(begun).map(Instant::ofEpochSecond),
                                Instant.ofEpochSecond(last),
                                now));
    }

    @Test
    void nothingSeenIsNone() {
        assertThat(Spell.of(List.of(), FROM, END, Duration.ofSeconds(15))).isEmpty();
    }

    @ParameterizedTest(name = "{0} with {1}: begun {2}, now {3}")
    @CsvSource(
            textBlock =
                    """
                    4500 4600, 4600,      4500, true
                    4600,      4500 4600, 4500, true
                    2000,      4600,      4600, true
                    2000,      2500,      2000, false
                    1000 1200 1400 1600 1800 2000 2200 2400 2600 2800 3000 3200 3400 3600 3800 4000 4200 4400 4600, 4600, , true
                    """)
    void twoAboutOnePlace(String a, String b, Long begun, boolean now) {
        Spell both = of(a).orElseThrow().with(of(b).orElseThrow());
        assertThat(both.begun()).isEqualTo(Optional.ofNullable(begun).map(Instant::ofEpochSecond));
        assertThat(both.now()).isEqualTo(now);
    }
}
