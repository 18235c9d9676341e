package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.top.State.View;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import java.util.ArrayList;
import java.util.List;

/** A choice from a few lines, drawn over the list. */
final class Menu {
    private static final int WIDEST = 40;

    private Menu() {}

    /** What can be chosen; what comes from outside is as it is. */
    static List<String> lines(State state, Board board) {
        if (state.view() == View.ORDERS) {
            return Order.ALL.stream().map(Order::label).toList();
        }
        var lines = new ArrayList<String>(List.of("all namespaces"));
        board.namespaces().forEach(one -> lines.add(one.name()));
        return lines;
    }

    static void draw(Frame frame, State state, Board board, Page page, int top, int bottom) {
        List<String> lines =
                lines(state, board).stream()
                        .map(line -> Letters.shortened(page.printable(line), WIDEST, page))
                        .toList();
        String title = state.view() == View.ORDERS ? "Sort by" : "Show";
        int width =
                Math.max(title.length(), lines.stream().mapToInt(Letters::width).max().orElse(0));
        int room = Math.max(1, bottom - top - 1);
        int first = Math.clamp(state.choice() - room + 1L, 0, Math.max(0, lines.size() - room));
        frame.put(top, 0, Letters.padded(" " + title, width + 3), Ink.SORTED);
        for (int i = 0; i < Math.min(room, lines.size()); i++) {
            int line = first + i;
            boolean chosen = line == state.choice();
            String text = (chosen ? "> " : "  ") + lines.get(line);
            frame.put(
                    top + 1 + i,
                    0,
                    Letters.padded(text, width + 3),
                    chosen ? Ink.KEY_LABEL : Ink.STRONG);
        }
    }
}
