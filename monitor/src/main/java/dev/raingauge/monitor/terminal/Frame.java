package dev.raingauge.monitor.terminal;

import dev.raingauge.monitor.view.Letters;
import java.util.Arrays;

/**
 * One picture of the screen, cell by cell. Text that does not fit is cut at the edge. Everything
 * put here must print: what comes from outside is escaped before.
 */
public final class Frame {
    private final Size size;

    /** What stands in each cell; empty behind a wide letter, which takes two. */
    private final String[] glyphs;

    private final Ink[] inks;
    private final boolean[] lit;

    public Frame(Size size) {
        this.size = size;
        int cells = size.columns() * size.lines();
        glyphs = new String[cells];
        inks = new Ink[cells];
        lit = new boolean[cells];
        Arrays.fill(glyphs, " ");
        Arrays.fill(inks, Ink.PLAIN);
    }

    public Size size() {
        return size;
    }

    /**
     * Writes text into a line.
     *
     * @return the column behind it
     */
    public int put(int line, int column, String text, Ink ink) {
        int at = column;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            at = put(line, at, c, ink);
        }
        return at;
    }

    private int put(int line, int column, int c, Ink ink) {
        int width = Letters.width(c);
        boolean outside = line < 0 || line >= size.lines() || column < 0;
        if (outside || column + width > size.columns()) {
            return column + width;
        }
        int cell = line * size.columns() + column;
        if (width == 0) { // a mark that sits on the letter before it
            int before = column == 0 ? -1 : glyphs[cell - 1].isEmpty() ? cell - 2 : cell - 1;
            if (before >= 0 && glyphs[before].length() < 8) {
                glyphs[before] += Character.toString(c);
            }
            return column;
        }
        glyphs[cell] = Character.toString(c);
        inks[cell] = ink;
        if (width == 2) {
            glyphs[cell + 1] = "";
            inks[cell + 1] = ink;
        }
        return column + width;
    }

    /** Gives a part of a line one ink, and blanks where nothing stands. */
    public void fill(int line, int from, int to, Ink ink) {
        for (int column = Math.max(0, from); column < Math.min(to, size.columns()); column++) {
            inks[line * size.columns() + column] = ink;
        }
    }

    /** Marks a line as the one of the cursor. */
    public void light(int line) {
        int begin = line * size.columns();
        Arrays.fill(lit, begin, begin + size.columns(), true);
    }

    /** Copies lines of another picture of the same width. */
    public void copy(Frame from, int fromLine, int line, int lines) {
        for (int i = 0; i < lines && fromLine + i < from.size.lines(); i++) {
            int source = (fromLine + i) * from.size.columns();
            int target = (line + i) * size.columns();
            int columns = Math.min(size.columns(), from.size.columns());
            System.arraycopy(from.glyphs, source, glyphs, target, columns);
            System.arraycopy(from.inks, source, inks, target, columns);
            System.arraycopy(from.lit, source, lit, target, columns);
        }
    }

    String glyph(int cell) {
        return glyphs[cell];
    }

    Ink ink(int cell) {
        return inks[cell];
    }

    boolean lit(int cell) {
        return lit[cell];
    }

    boolean same(int cell, Frame other) {
        return glyphs[cell].equals(other.glyphs[cell])
                && inks[cell] == other.inks[cell]
                && lit[cell] == other.lit[cell];
    }

    /** What one reads, line by line, without blanks at the ends. */
    public String text() {
        var text = new StringBuilder();
        for (int line = 0; line < size.lines(); line++) {
            var one = new StringBuilder();
            for (int column = 0; column < size.columns(); column++) {
                one.append(glyphs[line * size.columns() + column]);
            }
            text.append(one.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The ink of the first cell of a text, for tests. */
    public Ink inkOf(String text) {
        String[] lines = text().split("\n", -1);
        for (int line = 0; line < size.lines(); line++) {
            int column = lines[line].indexOf(text);
            if (column >= 0) {
                return inks[line * size.columns() + column];
            }
        }
        throw new IllegalArgumentException("not on the screen: " + text + "\n" + text());
    }
}
