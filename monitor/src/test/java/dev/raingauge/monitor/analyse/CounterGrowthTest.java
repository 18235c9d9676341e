package dev.raingauge.monitor.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Counters;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterGrowthTest {
    private static final CounterGrowth GROWTH =
            CounterGrowth.between(
                    new Counters(Map.of("a", 10L, "b", 5L, "gone", 1L)),
                    new Counters(Map.of("a", 15L, "b", 2L, "new", 3L)),
                    Duration.ofMillis(2500));

    @Test
    void onlyWhatBothReadingsHaveHasGrown() {
        assertThat(GROWTH.change("a")).hasValue(5);
        assertThat(GROWTH.change("new")).isEmpty();
        assertThat(GROWTH.change("gone")).isEmpty();
    }

    @Test
    void aCounterThatWentBackwardsIsNegative() {
        assertThat(GROWTH.change("b")).hasValue(-3);
    }

    @Test
    void theRateIsPerSecond() {
        assertThat(GROWTH.perSecond(5)).isEqualTo(2.0);
    }
}
