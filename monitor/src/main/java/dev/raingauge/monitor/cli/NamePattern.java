package dev.raingauge.monitor.cli;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which names are meant: a part of the name, or with {@code *} and {@code ?} the whole name. Upper
 * and lower case are the same.
 */
record NamePattern(String text) implements Predicate<String> {
    @Override
    public boolean test(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String wanted = text.toLowerCase(Locale.ROOT);
        if (wanted.indexOf('*') < 0 && wanted.indexOf('?') < 0) {
            return lower.contains(wanted);
        }
        return matches(lower, wanted);
    }

    /** The usual walk with one place to come back to: no pattern takes long. */
    private static boolean matches(String name, String pattern) {
        int n = 0;
        int p = 0;
        int star = -1;
        int back = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                back = n;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++back;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
