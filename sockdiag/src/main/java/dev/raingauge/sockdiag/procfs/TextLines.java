package dev.raingauge.sockdiag.procfs;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A small file of /proc as lines of text, one char per byte, and what goes wrong in them. */
record TextLines(String file, List<String> lines) {
    /**
     * @throws MalformedFileException if the last line has no end: the file was cut off
     */
    static TextLines of(String file, byte[] content) throws MalformedFileException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return new TextLines(file, List.of());
        }
        if (!text.endsWith("\n")) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            throw new MalformedFileException(file, line, "the file ends within this line");
        }
        return new TextLines(file, List.of(text.substring(0, text.length() - 1).split("\n", -1)));
    }

    /** The words of a line, counted from 0. */
    String[] words(int index) {
        String line = lines.get(index).strip();
        return line.isEmpty() ? new String[0] : line.split("[ \t]+", -1);
    }

    /**
     * A counter as the kernel prints it: {@code -1} as {@code MaxConn} has it, or up to 64 bits
     * without a sign, of which the highest becomes the sign (a gauge summed over the processors may
     * be below zero for a moment).
     */
    long counter(int index, String word) throws MalformedFileException {
        try {
            return word.startsWith("-") ? Long.parseLong(word) : Long.parseUnsignedLong(word);
        } catch (NumberFormatException _) {
            throw malformed(index, "expected a number, not \"" + excerpt(word) + "\"");
        }
    }

    MalformedFileException malformed(int index, String what) {
        return new MalformedFileException(file, index + 1L, what);
    }

    /** At most 40 characters, all of them printable. */
    static String excerpt(String word) {
        String start = word.length() > 40 ? word.substring(0, 40) + "..." : word;
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
