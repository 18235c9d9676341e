package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Colours;
import dev.raingauge.monitor.terminal.Display;
import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Painter;
import dev.raingauge.monitor.terminal.Size;
import java.io.IOException;

/** What is on the display now, and what was typed: the same for the present and for a recording. */
final class Stage {
    /** How soon a new size of the window is seen. */
    private static final int GLANCE_MILLIS = 100;

    private final Display display;
    private final Painter painter;
    private final boolean unicode;
    private Size size;
    private boolean stale = true;
    private Board board;
    private State state;

    /**
     * A display on which nothing is drawn yet.
     *
     * @param unicode whether the terminal shows more than ASCII
     */
    Stage(Display display, Colours colours, boolean unicode, State state, Board board) {
        this.display = display;
        this.painter = new Painter(colours);
        this.unicode = unicode;
        this.size = display.size();
        this.state = state;
        this.board = board;
    }

    State state() {
        return state;
    }

    Board board() {
        return board;
    }

    void show(Board next) {
        stale |= !next.equals(board);
        board = next;
    }

    void show(State next) {
        stale |= !next.equals(state);
        state = next;
    }

    /** Waits a moment for keys, and obeys them. */
    void listen() throws IOException {
        for (Key key : display.keys(GLANCE_MILLIS)) {
            press(key);
        }
        if (display.obey()) {
            painter.forget();
            stale = true;
        }
    }

    private void press(Key key) throws IOException {
        stale = true;
        if (key.equals(new Key.Control('z'))) {
            display.stop();
            painter.forget();
        } else if (key.equals(new Key.Control('l'))) {
            painter.forget();
        } else {
            state = Keys.after(state, key, board, Picture.page(size));
        }
    }

    /** Draws what has changed. */
    void draw() throws IOException {
        Size now = display.size();
        if (!stale && now.equals(size)) {
            return;
        }
        size = now;
        stale = false;
        Picture picture = Picture.of(state, board, size, unicode);
        state = state.scrollTo(Math.min(state.scroll(), picture.mostScroll()));
        String change = painter.paint(picture.frame());
        if (!change.isEmpty()) {
            display.write(change);
        }
    }
}
