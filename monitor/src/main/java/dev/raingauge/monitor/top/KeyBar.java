package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Page;
import java.util.List;

/** The last line: the keys that are of use now. */
final class KeyBar {
    private KeyBar() {}

    private record Hint(String key, String what) {}

    private static final List<Hint> LIST =
            List.of(
                    new Hint("Enter", "Detail"),
                    new Hint("/", "Filter"),
                    new Hint("<>", "Sort"),
                    new Hint("n", "Namespace"),
                    new Hint("?", "Help"),
                    new Hint("q", "Quit"),
                    new Hint("Space", "Pause"));
    private static final List<Hint> REPLAY =
            List.of(
                    new Hint("Space", "Pause"),
                    new Hint(", .", "Step"),
                    new Hint("+ -", "Speed"),
                    new Hint("Enter", "Detail"),
                    new Hint("/", "Filter"),
                    new Hint("?", "Help"),
                    new Hint("q", "Quit"),
                    new Hint("n", "Namespace"));
    private static final List<Hint> REPLAYED_DETAIL =
            List.of(
                    new Hint("Space", "Pause"),
                    new Hint(", .", "Step"),
                    new Hint("+ -", "Speed"),
                    new Hint("Esc", "Back"),
                    new Hint("\u2191\u2193", "Scroll"),
                    new Hint("?", "Help"),
                    new Hint("q", "Quit"));
    private static final List<Hint> DETAIL =
            List.of(
                    new Hint("Esc", "Back"),
                    new Hint("\u2191\u2193", "Scroll"),
                    new Hint("\u2190\u2192", "Other listener"),
                    new Hint("?", "Help"),
                    new Hint("q", "Quit"),
                    new Hint("Space", "Pause"));
    private static final List<Hint> MENU =
            List.of(
                    new Hint("\u2191\u2193", "Choose"),
                    new Hint("Enter", "Take"),
                    new Hint("Esc", "Cancel"));

    /**
     * Draws it.
     *
     * @param hidden how much there is beyond what is shown; empty if nothing
     */
    static void draw(Frame frame, State state, String hidden, Page page) {
        int line = frame.size().lines() - 1;
        int room = frame.size().columns() - hidden.length();
        boolean live = state.playhead().isEmpty();
        switch (state.view()) {
            case FILTER -> filter(frame, line, state, page);
            case LIST -> hints(frame, line, live ? LIST : REPLAY, room, page);
            case DETAIL -> hints(frame, line, live ? DETAIL : REPLAYED_DETAIL, room, page);
            case ORDERS, NAMESPACES -> hints(frame, line, MENU, room, page);
            case HELP -> hints(frame, line, List.of(new Hint("any key", "Back")), room, page);
        }
        frame.put(line, frame.size().columns() - hidden.length(), hidden, Ink.ACCENT);
    }

    private static void filter(Frame frame, int line, State state, Page page) {
        int at = frame.put(line, 0, "Filter: ", Ink.SORTED);
        at = frame.put(line, at, " " + page.printable(state.filter()), Ink.STRONG);
        at = frame.put(line, at, page.unicode() ? "█" : "_", Ink.ACCENT);
        frame.put(line, at + 2, "Enter keeps it, Esc shows all", Ink.FAINT);
    }

    /** The last ones give way where room is scarce. */
    private static void hints(Frame frame, int line, List<Hint> hints, int room, Page page) {
        int at = 0;
        for (Hint hint : hints) {
            String key = page.unicode() ? hint.key() : ascii(hint.key());
            if (at + key.length() + hint.what().length() + 2 > room) {
                break;
            }
            at = frame.put(line, at, key, Ink.STRONG);
            at = frame.put(line, at, " " + hint.what() + " ", Ink.KEY_LABEL) + 1;
        }
    }

    private static String ascii(String key) {
        return switch (key) {
            case "\u2191\u2193" -> "Up/Down";
            case "\u2190\u2192" -> "Left/Right";
            default -> key;
        };
    }
}
