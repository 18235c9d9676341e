package dev.raingauge.monitor.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns that line up; on a page of limited width the flexible ones give way. */
final class TextTable {
    private static final int ROOMY = 100;

    private final Page page;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    TextTable(Page page, Column... columns) {
        this.page = page;
        this.columns = List.of(columns);
    }

    /**
     * One column.
     *
     * @param head what stands above it
     * @param right whether its cells are set against the right
     * @param least columns that it may be cut down to; 0: it is never cut
     */
    record Column(String head, boolean right, int least) {
        static Column left(String head) {
            return new Column(head, false, 0);
        }

        static Column right(String head) {
            return new Column(head, true, 0);
        }

        static Column flexible(String head, int least) {
            return new Column(head, false, least);
        }
    }

    /**
     * What stands in one place of the table; already fit for the page.
     *
     * @param suffix what stays whole behind the text when that is shortened; mostly empty
     */
    record Cell(String text, String suffix, Style style) {
        Cell(String text, Style style) {
            this(text, "", style);
        }

        static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }

        int width() {
            return Letters.width(text) + Letters.width(suffix);
        }

        String within(int columns, Page page) {
            int room = columns - Letters.width(suffix);
            return room >= columns / 2
                    ? Letters.shortened(text, room, page) + suffix
                    : Letters.shortened(text, columns, page);
        }
    }

    void add(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The widths that all rows need, so that several tables can share them. */
    int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Letters.width(columns.get(i).head());
            for (List<Cell> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        return page.width().isPresent() ? fitted(widths, page.width().getAsInt()) : widths;
    }

    /** The widest flexible column is cut first, a column at a time, until all fit. */
    private int[] fitted(int[] widths, int most) {
        int excess = Arrays.stream(widths).sum() - most;
        for (int i = 1; i < widths.length; i++) {
            excess += between(columns.get(i)).length();
        }
        for (; excess > 0; excess--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                int least = columns.get(i).least();
                if (least > 0 && widths[i] > least && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break; // narrower than anything readable: the line is then too long
            }
            widths[widest]--;
        }
        return widths;
    }

    /** Numbers set against the right keep apart with one space where room is scarce. */
    private String between(Column column) {
        return column.right() && page.width().orElse(ROOMY) < ROOMY ? " " : "  ";
    }

    void write(Appendable out) throws IOException {
        writeHead(widths(), out);
        writeRows(widths(), out);
    }

    void writeHead(int[] widths, Appendable out) throws IOException {
        var cells = new ArrayList<Cell>();
        columns.forEach(column -> cells.add(new Cell(column.head(), Style.DIM)));
        line(cells, widths, out);
    }

    void writeRows(int[] widths, Appendable out) throws IOException {
        for (List<Cell> row : rows) {
            line(row, widths, out);
        }
    }

    private void line(List<Cell> cells, int[] widths, Appendable out) throws IOException {
        var line = new StringBuilder();
        int last = cells.size() - 1;
        while (last > 0 && cells.get(last).text().isEmpty()) {
            last--; // no white space at the end of a line
        }
        for (int i = 0; i <= last; i++) {
            Cell cell = cells.get(i);
            Column column = columns.get(i);
            String text =
                    column.least() > 0 ? cell.within(widths[i], page) : cell.text() + cell.suffix();
            String pad = " ".repeat(Math.max(0, widths[i] - Letters.width(text)));
            line.append(i == 0 ? "" : between(column));
            line.append(column.right() ? pad : "").append(cell.style().on(text, page));
            line.append(column.right() || i == last ? "" : pad);
        }
        out.append(line).append('\n');
    }
}
