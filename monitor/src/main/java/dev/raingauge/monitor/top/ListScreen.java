package dev.raingauge.monitor.top;

import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.terminal.Size;
import dev.raingauge.monitor.top.State.View;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.monitor.view.Units;
import java.util.List;

/** The list of listeners between the headlines and the findings. */
final class ListScreen {
    private static final int HEADLINES = 3;
    private static final int LEAST_ROWS = 4;

    private final Frame frame;
    private final State state;
    private final Board board;
    private final Page page;
    private final Rows rows;
    private final List<List<FindingsPane.Piece>> findings;
    private String hidden = "";

    ListScreen(Frame frame, State state, Board board, Page page) {
        this.frame = frame;
        this.state = state;
        this.board = board;
        this.page = page;
        this.rows = Rows.of(state, board);
        List<Trouble> troubles = board.troubles(state);
        int most = Math.max(1, (frame.size().lines() - HEADLINES - 2) / 2);
        this.findings = new FindingsPane(board, frame.size().columns(), page).lines(troubles, most);
    }

    /** Rows that one page of the list holds. */
    static int page(Size size) {
        return Math.max(1, size.lines() - HEADLINES - 3);
    }

    void draw() {
        Headlines.draw(frame, state, board, rows, page);
        int foot = frame.size().lines() - 1;
        int pane = findings.isEmpty() ? 0 : findings.size() + 1;
        int bottom = Math.max(HEADLINES + 1 + LEAST_ROWS, foot - pane);
        drawRows(HEADLINES, bottom);
        if (pane > 0) {
            drawFindings(bottom, foot);
        }
        if (state.view() == View.ORDERS || state.view() == View.NAMESPACES) {
            Menu.draw(frame, state, board, page, HEADLINES, bottom);
        }
        KeyBar.draw(frame, state, hidden, page);
    }

    private void drawRows(int top, int bottom) {
        int room = bottom - top - 1;
        int cursor = rows.cursor();
        // The cursor moves within the page, and the page moves when it would leave it.
        int first = Math.clamp(cursor - room + 1L, 0, Math.max(0, rows.entries().size() - room));
        int count = Math.min(room, rows.entries().size() - first);
        List<Entry> shown = rows.entries().subList(first, first + count);
        boolean named = board.namespaces().size() > 1 && state.namespace().isEmpty();
        var columns = new Columns(shown, named, frame.size().columns(), page);
        columns.drawHead(frame, top, state);
        for (int i = 0; i < count; i++) {
            columns.drawRow(frame, top + 1 + i, shown.get(i));
            if (first + i == cursor) {
                frame.light(top + 1 + i);
            }
        }
        if (shown.isEmpty()) {
            frame.put(top + 2, 2, nothing(), Ink.FAINT);
        }
        int more = rows.entries().size() - first - count;
        if (more > 0 && count > 0) {
            hidden = "+" + Units.count(more, page) + " more";
        }
    }

    private String nothing() {
        if (board.time().isEmpty()) {
            return "looking ...";
        }
        return board.entries().isEmpty()
                ? "nobody listens here"
                : "no listener matches; Esc shows all of them";
    }

    private void drawFindings(int top, int foot) {
        List<Trouble> troubles = board.troubles(state);
        Ink ink =
                troubles.getFirst().severity() == Severity.CRITICAL
                        ? Ink.BAD
                        : troubles.getFirst().severity() == Severity.WARNING ? Ink.WARN : Ink.FAINT;
        String line = Glyphs.of(page).horizontal();
        frame.put(top, 0, line.repeat(frame.size().columns()), ink);
        frame.put(top, 2, " Findings ", ink);
        for (int i = 0; i < findings.size() && top + 1 + i < foot; i++) {
            FindingsPane.draw(frame, top + 1 + i, findings.get(i));
        }
    }
}
