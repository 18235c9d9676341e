package dev.raingauge.monitor.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Says how a terminal gets from one picture to the next: only what has changed is written, in one
 * piece, so that nothing flickers.
 */
public final class Painter {
    /** Shows what lies between the two at once, on terminals that know them; others ignore them. */
    private static final String BEGIN = "\u001b[?2026h";

    private static final String END = "\u001b[?2026l";
    private static final String CLEAR = "\u001b[0m\u001b[2J";

    private final Colours colours;
    private @Nullable Frame shown;

    public Painter(Colours colours) {
        this.colours = colours;
    }

    /** What the terminal shows is no longer known: the next picture is written as a whole. */
    public void forget() {
        shown = null;
    }

    /** What has to be written to show this picture; empty if it is shown already. */
    public String paint(Frame next) {
        Frame before = shown;
        shown = next;
        boolean all = before == null || !before.size().equals(next.size());
        var out = new StringBuilder();
        if (all) {
            out.append(CLEAR);
        }
        int columns = next.size().columns();
        int cursor = -1;
        String set = "";
        for (int cell = 0; cell < columns * next.size().lines(); cell++) {
            if (next.glyph(cell).isEmpty() || unchanged(cell, next, all ? null : before)) {
                continue;
            }
            if (cursor != cell) {
                out.append("\u001b[").append(cell / columns + 1).append(';');
                out.append(cell % columns + 1).append('H');
            }
            String ink = colours.sequence(next.ink(cell), next.lit(cell));
            if (!ink.equals(set)) {
                out.append(ink);
                set = ink;
            }
            out.append(next.glyph(cell));
            // Terminals disagree on the width of some letters: behind those the place is set anew.
            boolean simple = next.glyph(cell).length() == 1 && !wide(next, cell);
            cursor = simple && (cell + 1) % columns != 0 ? cell + 1 : -1;
        }
        return out.isEmpty() ? "" : BEGIN + out + END;
    }

    private static boolean wide(Frame frame, int cell) {
        int columns = frame.size().columns();
        return (cell + 1) % columns != 0 && frame.glyph(cell + 1).isEmpty();
    }

    private static boolean unchanged(int cell, Frame next, @Nullable Frame before) {
        if (before == null) {
            return next.glyph(cell).equals(" ") && next.ink(cell) == Ink.PLAIN && !next.lit(cell);
        }
        boolean same = next.same(cell, before);
        // A wide letter is written again if what was in its second cell has changed.
        return same && (!wide(next, cell) || next.same(cell + 1, before));
    }
}
