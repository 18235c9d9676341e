package dev.raingauge.monitor.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpTotalsTest {
    @ParameterizedTest(name = "CurrEstab {0}, CLOSE_WAIT {1}, counted {2} -> {3}")
    @CsvSource(
            textBlock =
                    """
                    # CurrEstab, close_wait, counts it, established
                    10,          0,          ,          10
                    10,          0,          true,      10
                    10,          3,          true,      7
                    10,          3,          false,     10
                    10,          3,          ,
                    ,            0,          true,
                    2,           3,          true,      0
                    """)
    void establishedComesFromTheCounter(
            Long currEstab, long closeWait, Boolean counts, Long expected) {
        Map<TcpState, Long> totals =
                TcpTotals.of(
                        walk(closeWait, 0, 0),
                        currEstab == null ? OptionalLong.empty() : OptionalLong.of(currEstab),
                        OptionalLong.of(0),
                        Optional.ofNullable(counts));
        assertThat(totals.get(TcpState.ESTABLISHED)).isEqualTo(expected);
        assertThat(totals.get(TcpState.CLOSE_WAIT)).isEqualTo(closeWait);
    }

    @ParameterizedTest(name = "tw {0}, FIN_WAIT2 remains {1} -> {2}")
    @CsvSource({"5, 0, 5", "5, 2, 3", "1, 2, 0"})
    void timeWaitLeavesOutTheRemainsInFinWait2(long tw, long remains, long expected) {
        Map<TcpState, Long> totals =
                TcpTotals.of(
                        walk(0, 4, remains),
                        OptionalLong.of(0),
                        OptionalLong.of(tw),
                        Optional.empty());
        assertThat(totals).containsEntry(TcpState.TIME_WAIT, expected);
        assertThat(totals).containsEntry(TcpState.FIN_WAIT2, 4L);
    }

    private static StatePass walk(long closeWait, long finWait2, long remains) {
        return new StatePass(
                Map.of(
                        TcpState.CLOSE_WAIT, closeWait,
                        TcpState.FIN_WAIT2, finWait2,
                        TcpState.ESTABLISHED, 0L),
                remains,
                Map.of(),
                Map.of(),
                Map.of(),
                true);
    }
}
