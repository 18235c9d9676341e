package dev.raingauge.monitor.view;

import java.util.ArrayList;
import java.util.List;

/** Measures, cuts and breaks text by the columns that it takes on a terminal. */
public final class Letters {
    private Letters() {}

    /** Columns of a text: 2 for the wide letters of East Asia, 0 for marks that sit on others. */
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c);
            i += Character.charCount(c);
        }
        return width;
    }

    /** Columns of one letter. */
    public static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide =
                (c >= 0x1100 && c <= 0x115f)
                        || (c >= 0x2e80 && c <= 0xa4cf)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0x1f300 && c <= 0x1faff)
                        || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }

    /** The text in at most so many columns: what is too much is taken out of the middle. */
    public static String shortened(String text, int columns, Page page) {
        if (width(text) <= columns) {
            return text;
        }
        String gap = page.ellipsis();
        int room = columns - width(gap);
        if (room <= 0) {
            return gap.substring(0, Math.max(0, columns));
        }
        int tail = room * 3 / 5; // the end of a path or an address tells more than its beginning
        return head(text, room - tail) + gap + tail(text, tail);
    }

    private static String head(String text, int columns) {
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (used + width(c) > columns) {
                break;
            }
            used += width(c);
            i += Character.charCount(c);
        }
        return text.substring(0, i);
    }

    private static String tail(String text, int columns) {
        int used = 0;
        int i = text.length();
        while (i > 0) {
            int c = text.codePointBefore(i);
            if (used + width(c) > columns) {
                break;
            }
            used += width(c);
            i -= Character.charCount(c);
        }
        return text.substring(i);
    }

    /** With blanks behind it, up to so many columns. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** With blanks before it, up to so many columns. */
    public static String rightAligned(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /**
     * The text in lines of at most so many columns, broken at spaces; a longer word stays whole.
     */
    public static List<String> lines(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
