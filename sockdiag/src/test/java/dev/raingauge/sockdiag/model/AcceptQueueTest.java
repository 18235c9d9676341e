package dev.raingauge.sockdiag.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptQueueTest {
    /** The kernel refuses at depth &gt; limit: a limit of 0 holds one connection. */
    @ParameterizedTest(name = "{0} of {1}: full {2}, utilization {3}")
    @CsvSource(
            textBlock =
                    """
                    0,          0,          false, 0
                    1,          0,          true,  1
                    2,          2,          false, 0.6666666666666666
                    3,          2,          true,  1
                    4,          2,          true,  1.3333333333333333
                    128,        128,        false, 0.9922480620155039
                    129,        128,        true,  1
                    4294967295, 4294967295, false, 0.9999999997671694
                    """)
    void isFullBeyondItsLimit(long depth, long limit, boolean full, double utilization) {
        var queue = AcceptQueue.of(depth, limit);
        assertThat(queue.full()).contains(full);
        assertThat(queue.utilization()).hasValue(utilization);
    }

    @Test
    void withoutALimitNobodyKnows() {
        var queue = AcceptQueue.ofUnknownLimit(7);
        assertThat(queue.depth()).isEqualTo(7);
        assertThat(queue.limit()).isEmpty();
        assertThat(queue.full()).isEmpty();
        assertThat(queue.utilization()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, -1"})
    void countsAreNotNegative(long depth, long limit) {
        assertThatThrownBy(() -> AcceptQueue.of(depth, limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("negative accept queue");
    }
}
