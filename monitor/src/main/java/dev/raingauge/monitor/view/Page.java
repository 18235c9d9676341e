package dev.raingauge.monitor.view;

import java.util.OptionalInt;

/**
 * What a text is written on.
 *
 * @param width columns that a line may have; empty where nothing may be cut: in a pipe or file
 * @param unicode whether more than ASCII can be shown
 * @param colours whether ANSI colours can be shown
 */
public record Page(OptionalInt width, boolean unicode, boolean colours) {
    /** A pipe or file: nothing is cut, nothing coloured. */
    public static final Page PLAIN = new Page(OptionalInt.empty(), true, false);

    private static final int USUAL = 80;

    /** Columns for running text, which is broken into lines everywhere. */
    int textWidth() {
        return Math.min(width.orElse(USUAL), 100);
    }

    /** Text from outside, fit for this page. */
    public String printable(String text) {
        return Printable.of(text, unicode);
    }

    /** What stands for letters that were left out. */
    public String ellipsis() {
        return unicode ? "…" : "..";
    }
}
