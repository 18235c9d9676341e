package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Page;

/** The keys and what the columns mean. */
final class HelpScreen {
    private HelpScreen() {}

    private static final String[][] KEYS = {
        {"Up Down j k", "move; in a detail: scroll"},
        {"PgUp PgDn Home End", "a page, the first, the last (also ^B ^F g G)"},
        {"Enter", "one listener in detail; Left and Right: the next one"},
        {"Esc", "back; in the list: shows everything again"},
        {"/ F3 F4", "filter: every word is in address, process, pid, namespace"},
        {"< >", "sort by the column to the left or right"},
        {"s F6", "sort by one of a menu;  I: the other way round"},
        {"n", "one namespace, or all of them"},
        {"Space p", "hold the picture; counting goes on"},
        {"^L", "draw anew;  ^Z: to the shell, and back with fg"},
        {"q F10 ^C", "quit"},
    };

    /** Those that a recording has besides, or instead. */
    private static final String[][] REPLAY_KEYS = {
        {"Space p", "stop, and go on; at the end: play it again"},
        {", .", "a step back, a step on, and stop (in the list Left Right, too)"},
        {"- +", "slower, faster"},
        {"Home End", "its beginning, its end"},
    };

    private static final String[][] MEANING = {
        {"FULLNESS", "of the accept queue; yellow from 1/2, red from 3/4"},
        {"LAST MINUTE", "its peaks, the newest at the right; blank: not looked at"},
        {"DROPS/S", "packets that it dropped, red: connections are lost"},
        {"WAIT", "how long the first in the queue has waited for accept(2)"},
        {"?", "not known, which is not 0;  -: there is no such thing"},
    };

    /** Draws it; returns how far it can be scrolled. */
    static int draw(Frame frame, State state, Board board, Page page) {
        Headlines.title(frame, state, board, page);
        boolean live = state.playhead().isEmpty();
        int more = live ? 0 : REPLAY_KEYS.length + 2;
        int most = Math.max(0, more + KEYS.length + MEANING.length + 6 - frame.size().lines());
        int line = 2 - Math.min(most, state.scroll());
        if (!live) {
            line = table(frame, line, "Recording", REPLAY_KEYS) + 1;
        }
        line = table(frame, line, "Keys", KEYS);
        int _ = table(frame, line + 1, "Columns", MEANING);
        KeyBar.draw(frame, state, "", page);
        return most;
    }

    private static int table(Frame frame, int top, String title, String[][] rows) {
        int line = top;
        put(frame, line, 1, title, Ink.STRONG);
        line++;
        for (String[] row : rows) {
            put(frame, line, 2, row[0], Ink.ACCENT);
            put(frame, line, 22, row[1], Ink.PLAIN);
            line++;
        }
        return line;
    }

    /** Between the title and the foot. */
    private static void put(Frame frame, int line, int column, String text, Ink ink) {
        if (line > 0 && line < frame.size().lines() - 1) {
            frame.put(line, column, text, ink);
        }
    }
}
