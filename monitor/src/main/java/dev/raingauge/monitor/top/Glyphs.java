package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;

/** The letters that pictures are made of: blocks, or ASCII where nothing else can be shown. */
record Glyphs(boolean unicode) {
    private static final double WORTH_A_LOOK = 0.5;
    private static final double NEARLY_FULL = 0.75;
    private static final String LOWER = "▁▂▃▄▅▆▇█";
    private static final String LOWER_ASCII = "_.:-=+*#";
    private static final String LEFT = "▏▎▍▌▋▊▉█";

    static Glyphs of(Page page) {
        return new Glyphs(page.unicode());
    }

    static final int LEVELS = 8;

    /** A block that fills its cell from below; 1 to 8 eighths. */
    char level(int eighths) {
        int index = Math.clamp(eighths, 1, LEVELS) - 1;
        return (unicode ? LOWER : LOWER_ASCII).charAt(index);
    }

    /** A bar of so many cells that is filled to a part; never quite full or empty unless it is. */
    String bar(double part, int cells) {
        if (part <= 0) {
            return " ".repeat(cells);
        }
        int most = cells * LEVELS;
        int eighths = (int) Math.round(part * most);
        eighths = part >= 1 ? most : Math.clamp(eighths, 1, most - 1);
        if (!unicode) {
            int filled = Math.clamp((eighths + 4) / LEVELS, 1, part >= 1 ? cells : cells - 1);
            return Letters.padded("#".repeat(filled), cells);
        }
        String whole = "█".repeat(eighths / LEVELS);
        int rest = eighths % LEVELS;
        return Letters.padded(rest == 0 ? whole : whole + LEFT.charAt(rest - 1), cells);
    }

    /** How alarming a part of a limit is. */
    static Ink ink(double part) {
        return part >= NEARLY_FULL ? Ink.BAD : part >= WORTH_A_LOOK ? Ink.WARN : Ink.GOOD;
    }

    String arrow() {
        return unicode ? "──▶" : "-->";
    }

    String down() {
        return unicode ? "▼" : "v";
    }

    String horizontal() {
        return unicode ? "─" : "-";
    }

    String vertical() {
        return unicode ? "│" : "|";
    }

    /** Corners: top left, top right, bottom left, bottom right. */
    String corners() {
        return unicode ? "╭╮╰╯" : "++++";
    }

    /** Where a line leaves the bottom of a box. */
    String outlet() {
        return unicode ? "┬" : "+";
    }

    String dot() {
        return unicode ? "·" : "-";
    }

    /** Before a row that something was found about. */
    String mark() {
        return unicode ? "●" : "!";
    }

    String check() {
        return unicode ? "✔" : "*";
    }
}
