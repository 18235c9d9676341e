package dev.raingauge.monitor.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundByTest {
    @ParameterizedTest(name = "limit {0}, somaxconn {1}: {2}")
    @CsvSource(
            textBlock =
                    """
                    4095, 4096, APPLICATION
                    4096, 4096, SOMAXCONN
                    4097, 4096, EARLIER_SOMAXCONN
                    0,    4096, APPLICATION
                    ,     4096, UNKNOWN
                    128,  ,     UNKNOWN
                    """)
    void theSmallerOfTheTwoBinds(Long limit, Long somaxconn, BoundBy expected) {
        assertThat(BoundBy.of(optional(limit), optional(somaxconn))).isEqualTo(expected);
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
