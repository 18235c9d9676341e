package dev.raingauge.monitor.cli;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people type them: {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1h}, {@code 5}. */
final class Durations {
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(366L * 24 * 3600);

    private Durations() {}

    /**
     * The duration that {@code text} writes; a bare number is seconds.
     *
     * @throws Failure if it writes none, or one that is not positive
     */
    static Duration parse(String option, String text) throws Failure {
        int unitAt = text.length();
        while (unitAt > 0 && Character.isLetter(text.charAt(unitAt - 1))) {
            unitAt--;
        }
        BigDecimal number = number(text.substring(0, unitAt));
        BigDecimal factor =
                switch (text.substring(unitAt)) {
                    case "ms" -> new BigDecimal("0.001");
                    case "", "s" -> BigDecimal.ONE;
                    case "m" -> BigDecimal.valueOf(60);
                    case "h" -> BigDecimal.valueOf(3600);
                    default -> BigDecimal.ZERO;
                };
        BigDecimal seconds = number.multiply(factor);
        Duration duration =
                seconds.signum() > 0 && seconds.compareTo(LONGEST_SECONDS) <= 0
                        ? Duration.ofNanos(seconds.movePointRight(9).longValue())
                        : Duration.ZERO;
        if (duration.isZero()) {
            throw Failure.wrongUsage(
                    option
                            + "="
                            + text
                            + ": no duration; write 10s, 500ms, 2m or a number of seconds");
        }
        return duration;
    }

    private static BigDecimal number(String text) {
        boolean plain =
                !text.isEmpty()
                        && text.length() <= 20
                        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
        try {
            return plain ? new BigDecimal(text) : BigDecimal.ZERO;
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }
}
