package dev.raingauge.monitor.view;

/**
 * Text from outside, made fit for a terminal. The names of processes, sockets and namespaces may
 * hold any characters: escape sequences that would move the cursor or set the title, line breaks
 * that would forge a row, characters that turn the direction of the text.
 */
public final class Printable {
    private Printable() {}

    /**
     * The text with everything that does not simply print replaced by {@code \n}, {@code \t},
     * {@code \xNN} or <code>&#92;u{NNNN}</code>.
     */
    public static String of(String text) {
        return of(text, true);
    }

    /**
     * As {@link #of(String)}.
     *
     * @param unicode whether the terminal shows more than ASCII; if not, all else is escaped too
     */
    public static String of(String text, boolean unicode) {
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        var printable = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.codePoints()
                .skip(text.codePointCount(0, first))
                .forEach(c -> append(printable, c, unicode));
        return printable.toString();
    }

    private static void append(StringBuilder text, int c, boolean unicode) {
        if (c >= ' ' && c < 0x7f) {
            text.append((char) c);
        } else if (c == '\n') {
            text.append("\\n");
        } else if (c == '\t') {
            text.append("\\t");
        } else if (c < 0x100 && (c < 0xa0 || !unicode)) {
            text.append("\\x").append(Character.forDigit(c >> 4, 16));
            text.append(Character.forDigit(c & 15, 16));
        } else if (unicode && prints(c)) {
            text.appendCodePoint(c);
        } else {
            text.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private static boolean prints(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT, // turns direction, joins, or is not seen at all
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** Whether a character must not reach a terminal even inside a quoted string. */
    static boolean isHarmful(int c) {
        return c == 0x7f
                || (c >= 0x80 && c < 0xa0)
                || c == 0x61c
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff;
    }
}
