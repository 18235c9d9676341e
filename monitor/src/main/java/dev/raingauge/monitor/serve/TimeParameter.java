package dev.raingauge.monitor.serve;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment in a request: ISO-8601, seconds since 1970, {@code now}, or so long ago. */
final class TimeParameter {
    private static final Pattern AGO = Pattern.compile("-(\\d{1,7})([smhd])");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final Duration LONGEST_AGO = Duration.ofDays(3_650);
    private static final double MILLI = 1e3;

    private TimeParameter() {}

    /** Empty if it is none of these. */
    static Optional<Instant> parse(String text, Instant now) {
        if (text.equals("now")) {
            return Optional.of(now);
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            Duration duration = duration(Long.parseLong(ago.group(1)), ago.group(2).charAt(0));
            return duration.compareTo(LONGEST_AGO) > 0
                    ? Optional.empty()
                    : Optional.of(now.minus(duration));
        }
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * MILLI)));
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private static Duration duration(long number, char unit) {
        return switch (unit) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
