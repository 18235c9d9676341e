package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.terminal.Size;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import java.util.List;
import java.util.OptionalInt;

/**
 * The picture that a state and a board make on a screen of a size.
 *
 * @param mostScroll lines that its text can be scrolled by
 */
record Picture(Frame frame, int mostScroll) {
    private static final Size LEAST = new Size(60, 14);

    /** Made of nothing but these. */
    static Picture of(State state, Board board, Size size, boolean unicode) {
        var page = new Page(OptionalInt.of(size.columns()), unicode, true);
        if (size.columns() < LEAST.columns() || size.lines() < LEAST.lines()) {
            var frame = new Frame(size);
            tooSmall(frame);
            return new Picture(frame, 0);
        }
        if (state.playhead().isEmpty()) {
            return of(state, board, size, page);
        }
        // A recording has a line more, at the very foot.
        Picture upper = of(state, board, new Size(size.columns(), size.lines() - 1), page);
        var frame = new Frame(size);
        frame.copy(upper.frame(), 0, 0, size.lines() - 1);
        ReplayBar.draw(frame, state, state.playhead().get(), board, page);
        return new Picture(frame, upper.mostScroll());
    }

    private static Picture of(State state, Board board, Size size, Page page) {
        var frame = new Frame(size);
        int most =
                switch (state.view()) {
                    case LIST, FILTER, ORDERS, NAMESPACES -> {
                        new ListScreen(frame, state, board, page).draw();
                        yield 0;
                    }
                    case DETAIL -> new DetailScreen(frame, state, board, page).draw();
                    case HELP -> HelpScreen.draw(frame, state, board, page);
                };
        return new Picture(frame, most);
    }

    /** Lines that a page up or down moves by. */
    static int page(Size size) {
        return ListScreen.page(size);
    }

    private static void tooSmall(Frame frame) {
        Size size = frame.size();
        String text =
                "%d x %d is too small for raingauge top: it needs %d x %d. q quits."
                        .formatted(size.columns(), size.lines(), LEAST.columns(), LEAST.lines());
        List<String> lines = Letters.lines(text, Math.max(1, size.columns()));
        for (int i = 0; i < Math.min(lines.size(), size.lines()); i++) {
            frame.put(i, 0, lines.get(i), Ink.PLAIN);
        }
    }
}
