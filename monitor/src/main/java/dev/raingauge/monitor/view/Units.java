package dev.raingauge.monitor.view;

import java.time.Duration;
import java.util.OptionalLong;

/** Numbers as people read them, in few letters. */
public final class Units {
    private static final String UNKNOWN = "?";
    private static final long MOST_EXACT = 99_999;

    private Units() {}

    /** {@code 1234}, {@code 123k}, {@code 1.2M} on a narrow page; exact in a file. */
    public static String count(long number, Page page) {
        if (page.width().isEmpty() || Math.abs(number) <= MOST_EXACT) {
            return Long.toString(number);
        }
        return scaled(number, 1000, "kMGTPE");
    }

    /** As {@link #count(long, Page)}, and {@code ?} where it is not known. */
    public static String count(OptionalLong number, Page page) {
        return number.isPresent() ? count(number.getAsLong(), page) : UNKNOWN;
    }

    /** {@code 512 B}, {@code 3.4 KiB}, {@code 12 MiB}. */
    static String bytes(long number) {
        return number < 1024 ? number + " B" : spaced(scaled(number, 1024, "KMGTPE"));
    }

    private static String spaced(String scaled) {
        int unit = scaled.length() - 1;
        return scaled.substring(0, unit) + " " + scaled.charAt(unit) + "iB";
    }

    private static String scaled(long number, int step, String units) {
        double rest = number;
        int unit = -1;
        while (Math.abs(rest) >= step && unit < units.length() - 1) {
            rest /= step;
            unit++;
        }
        return decimal(rest) + units.charAt(unit);
    }

    /** {@code 250ms}, {@code 3.1s}, {@code 2m05s}, {@code 3h20m}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds < 100) {
            return decimal(millis / 1000.0) + "s";
        }
        if (seconds < 6000) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        return seconds / 3600 + "h" + twoDigits(seconds / 60 % 60) + "m";
    }

    /** {@code 34us}, {@code 1.2ms}, {@code 3.1s}. */
    static String micros(long micros) {
        if (micros < 1000) {
            return micros + "us";
        }
        return micros < 1_000_000
                ? decimal(micros / 1000.0) + "ms"
                : duration(Duration.ofMillis(micros / 1000));
    }

    private static String twoDigits(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    /** One digit behind the point below ten, none above. Written without a locale. */
    public static String decimal(double number) {
        if (Math.abs(number) >= 9.95) {
            return Long.toString(Math.round(number));
        }
        long tenths = Math.round(number * 10);
        String sign = tenths < 0 ? "-" : "";
        return sign + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
    }
}
