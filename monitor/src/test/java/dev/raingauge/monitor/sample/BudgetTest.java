package dev.raingauge.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private long now;

    @Test
    void theSharesAddUpToTheWhole() {
        double sum = 0;
        for (Depth depth : Depth.values()) {
            sum += depth.weight();
        }
        assertThat(sum).isEqualTo(1, within(1e-9));
    }

    @Test
    void thePauseGrowsWithTheCost() {
        Budget budget = overdrawn(0.01);
        budget.charge(Depth.CENSUS, 10 * MILLI);
        long pause = budget.pauseNanos(Depth.CENSUS);
        budget.charge(Depth.CENSUS, 10 * MILLI);
        assertThat(budget.pauseNanos(Depth.CENSUS)).isCloseTo(2 * pause, within(10L));
        assertThat(pause).isCloseTo((long) (10 * MILLI / (0.01 * 0.15)), within(10L));
    }

    @ParameterizedTest
    @EnumSource
    void thePauseHasAnEnd(Depth depth) {
        Budget budget = overdrawn(0.01);
        budget.charge(depth, 3_600 * SECOND);
        assertThat(budget.pauseNanos(depth)).isCloseTo(depth.longestPause().toNanos(), within(10L));
    }

    /** Each pass costs 3 ms, wanted ten times a second: that is 3 % where 1 % is allowed. */
    @ParameterizedTest(name = "share {0}: looks that cost {1} ms each")
    @CsvSource({"0.01, 3", "0.01, 0.2", "0.05, 30", "0.002, 3"})
    void noMoreIsSpentThanGranted(double share, double costMillis) {
        Budget budget = new Budget(share, now);
        double spent = 0;
        double hour = 3_600e9;
        while (now < hour) {
            now += 100 * MILLI;
            budget.accrue(now);
            for (Depth depth : Depth.values()) {
                if (budget.pauseNanos(depth) == 0) {
                    budget.charge(depth, (long) (costMillis * MILLI));
                    spent += costMillis * MILLI;
                }
            }
        }
        double startCredit = 2e9 + (Depth.values().length - 1) * 0.3e9;
        assertThat(spent).isLessThan(share * hour + startCredit + Depth.values().length * 40e6);
    }

    @Test
    void whatOneDepthDoesNotNeedAnotherOneGets() {
        Budget budget = overdrawn(0.01);
        // With nobody else spending, the whole percent pays the census: 10 s instead of 67.
        budget.charge(Depth.CENSUS, 100 * MILLI);
        now += 1_000 * SECOND;
        budget.accrue(now);
        budget.charge(Depth.CENSUS, 100 * MILLI);
        long start = now;
        while (budget.pauseNanos(Depth.CENSUS) > 0) {
            now += SECOND;
            budget.accrue(now);
        }
        assertThat(now - start).isLessThanOrEqualTo(11 * SECOND);
    }

    @Test
    void aClockThatStandsStillPaysNothing() {
        Budget budget = overdrawn(0.01);
        budget.charge(Depth.STATES, 100 * MILLI);
        long pause = budget.pauseNanos(Depth.STATES);
        budget.accrue(now);
        budget.accrue(now - 5 * SECOND);
        assertThat(budget.pauseNanos(Depth.STATES)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1.5", "NaN"})
    void aShareThatMakesNoSenseIsRefused(double share) {
        assertThatThrownBy(() -> new Budget(share, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CPU budget");
    }

    /** A budget whose start credit is spent, to the nanosecond. */
    private Budget overdrawn(double share) {
        Budget budget = new Budget(share, now);
        for (Depth depth : Depth.values()) {
            budget.charge(depth, (depth == Depth.QUEUES ? 2_000 : 300) * MILLI);
        }
        return budget;
    }
}
