package dev.raingauge.monitor.filter;

/**
 * A pattern as {@code fnmatch(3)} has it, without regard to case: {@code *} and {@code ?} also
 * stand for a slash, {@code [a-z]} and {@code [!a-z]} for one character, a backslash takes the next
 * character as it is.
 */
record Glob(String pattern) {
    /** Whether it is nothing but stars. */
    boolean matchesAll() {
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
    }

    /** Takes at most length of text times length of pattern steps. */
    boolean matches(String text) {
        int at = 0;
        int in = 0;
        int star = -1; // where to go on after the last star if a match fails
        int mark = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = ++in;
                mark = at;
                continue;
            }
            int next = in < pattern.length() ? one(in, text.charAt(at)) : -1;
            if (next >= 0) {
                in = next;
                at++;
            } else if (star >= 0) {
                in = star;
                at = ++mark;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    /** Where the pattern goes on if its element at {@code in} stands for this character, or -1. */
    private int one(int in, char c) {
        char p = pattern.charAt(in);
        if (p == '?') {
            return in + 1;
        }
        if (p == '[') {
            int close = closing(in);
            if (close > 0) {
                return inSet(in + 1, close, c) ? close + 1 : -1;
            }
        }
        if (p == '\\' && in + 1 < pattern.length()) {
            return same(pattern.charAt(in + 1), c) ? in + 2 : -1;
        }
        return same(p, c) ? in + 1 : -1;
    }

    /** The bracket that ends a set; 0 where none does, and the opening one stands for itself. */
    private int closing(int open) {
        int first = open + 1;
        if (first < pattern.length() && isNegation(pattern.charAt(first))) {
            first++;
        }
        return Math.max(0, pattern.indexOf(']', first + 1));
    }

    private boolean inSet(int from, int close, char c) {
        boolean negated = isNegation(pattern.charAt(from));
        boolean found = false;
        int in = negated ? from + 1 : from;
        while (in < close) {
            char low = pattern.charAt(in);
            if (in + 2 < close && pattern.charAt(in + 1) == '-') {
                found |= between(low, pattern.charAt(in + 2), c);
                in += 3;
            } else {
                found |= same(low, c);
                in++;
            }
        }
        return found != negated;
    }

    private static boolean isNegation(char c) {
        return c == '!' || c == '^';
    }

    private static boolean between(char low, char high, char c) {
        return (c >= low && c <= high)
                || (Character.toLowerCase(c) >= low && Character.toLowerCase(c) <= high)
                || (Character.toUpperCase(c) >= low && Character.toUpperCase(c) <= high);
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
