package dev.raingauge.monitor.filter;

import java.util.Locale;
import java.util.OptionalLong;

/** Numbers as the C library reads them with base 0: {@code 22}, {@code 0x16}, {@code 026}. */
final class Numbers {
    private static final int LONGEST = 20;

    private Numbers() {}

    /** A number of 32 bits unsigned; empty if the text is none, or has a minus. */
    static OptionalLong parse(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        int radix = 10;
        if (digits.toLowerCase(Locale.ROOT).startsWith("0x")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
            digits = digits.substring(1);
        }
        if (digits.isEmpty() || digits.length() > LONGEST) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = value * radix + digit;
            if (value > 0xffff_ffffL) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(value);
    }
}
