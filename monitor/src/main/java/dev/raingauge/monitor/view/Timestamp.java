package dev.raingauge.monitor.view;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * ISO-8601 in UTC with milliseconds: {@code 2026-11-22T19:30:00.123Z}. Written by hand because the
 * JDK's formatter takes a tenth of the program's start.
 */
public final class Timestamp {
    private Timestamp() {}

    public static String of(Instant time) {
        LocalDateTime utc =
                LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        var text = new StringBuilder(24);
        padded(text, utc.getYear(), 4).append('-');
        padded(text, utc.getMonthValue(), 2).append('-');
        padded(text, utc.getDayOfMonth(), 2).append('T');
        padded(text, utc.getHour(), 2).append(':');
        padded(text, utc.getMinute(), 2).append(':');
        padded(text, utc.getSecond(), 2).append('.');
        return padded(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.repeat('0', Math.max(0, digits - plain.length())).append(plain);
    }
}
