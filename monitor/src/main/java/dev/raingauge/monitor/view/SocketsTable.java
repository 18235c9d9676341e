package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of {@code sockets}. The widths of its columns are those that the first rows need; so it
 * can be written while the kernel still tells, and takes the same memory for three sockets and for
 * a million.
 */
public final class SocketsTable implements KeptRows {
    /** So many rows decide how wide the columns are. */
    private static final int SAMPLE = 2_000;

    private static final int FLUSH_AT = 1 << 15;
    private static final int NARROWEST = 12;
    private static final String[] HEADS = {
        "Netid", "State", "Recv-Q", "Send-Q", "Local Address:Port", "Peer Address:Port"
    };
    private static final String PROCESS = " Process";
    private static final boolean[] RIGHT = {false, false, true, true, false, false};

    private final SocketsStyle style;
    private final Page page;
    private final OutputStream out;
    private final SocketCells cells;
    private final SocketExtras extras;
    private final ByteText buffer = new ByteText();
    private final List<SocketCells.Kept> sample = new ArrayList<>();
    private final int[] columns = new int[SocketCells.COUNT];
    private boolean sampling = true;
    private boolean any;
    private String lastMore = "";

    /**
     * @param out takes whole pieces of text at a time
     */
    public SocketsTable(SocketsStyle style, SocketNames names, Page page, OutputStream out) {
        this.style = style;
        this.page = page;
        this.out = out;
        this.cells = new SocketCells(names, page, style.hostNames());
        this.extras = new SocketExtras(style, names, page);
    }

    @Override
    public void begin(Namespace namespace) throws IOException {
        if (style.namespaces()) {
            settle();
            buffer.add(any ? "\n" : "");
            any = true;
            buffer.addText("namespace " + page.printable(namespace.name())).add('\n');
        }
    }

    @Override
    public void inet(InetRecord socket, SocketMark mark) throws IOException {
        cells.inet(socket);
        row(mark, style.hasExtras() ? extras.inet(socket) : "");
    }

    @Override
    public void unix(UnixSocket socket, UnixDetails details, SocketMark mark) throws IOException {
        cells.unix(socket, SocketWords.state(details.state()));
        row(mark, style.hasExtras() ? extras.unix(socket, details) : "");
    }

    @Override
    public void other(OtherSocket socket, SocketMark mark) throws IOException {
        cells.other(socket);
        row(mark, style.hasExtras() ? extras.other(socket) : "");
    }

    private void row(SocketMark mark, String more) throws IOException {
        lastMore = more;
        if (!sampling) {
            line(cells.bytes(), cells.ends(), cells.widths(), mark, more);
            return;
        }
        sample.add(cells.keep(mark, more));
        if (sample.size() == SAMPLE) {
            settle();
        }
    }

    @Override
    public void gone(SocketRow row) throws IOException {
        if (row.cells().isEmpty()) {
            return;
        }
        SocketCells.Kept kept = row.cells().get();
        if (sampling) {
            sample.add(kept.marked(SocketMark.CLOSED));
        } else {
            line(kept.bytes(), kept.ends(), kept.widths(), SocketMark.CLOSED, kept.more());
        }
    }

    @Override
    public SocketRow last() {
        return new SocketRow(cells.keep(SocketMark.NONE, lastMore));
    }

    /** Fixes the widths and writes what waited for them. */
    private void settle() throws IOException {
        boolean first = columns[0] == 0;
        if (first) {
            for (int i = 0; i < columns.length; i++) {
                columns[i] = HEADS[i].length();
            }
        }
        for (SocketCells.Kept row : sample) {
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Math.max(columns[i], row.widths()[i]);
            }
        }
        page.width().ifPresent(this::fit);
        if (first && style.header()) {
            head();
        }
        for (SocketCells.Kept row : sample) {
            line(row.bytes(), row.ends(), row.widths(), row.mark(), row.more());
        }
        sample.clear();
        sampling = false;
    }

    /** The wider of the two addresses gives way first, then both. */
    private void fit(int width) {
        int excess = lead().length() - 1 - width;
        for (int i = 0; i < columns.length; i++) {
            excess += shown(i) ? columns[i] + 1 : 0;
        }
        int local = SocketCells.LOCAL;
        int peer = SocketCells.PEER;
        for (; excess > 0; excess--) {
            int wider = columns[local] >= columns[peer] ? local : peer;
            if (columns[wider] <= NARROWEST) {
                return;
            }
            columns[wider]--;
        }
    }

    private String lead() {
        return style.marks() ? "  " : "";
    }

    private boolean shown(int column) {
        return switch (column) {
            case 0 -> style.netid();
            case 1 -> style.state();
            default -> true;
        };
    }

    private void head() {
        var line = new ByteText();
        int used = 0;
        int pad = 0;
        line.add(lead());
        for (int i = 0; i < columns.length; i++) {
            if (shown(i)) {
                String head = Letters.shortened(HEADS[i], columns[i], page);
                int width = Letters.width(head);
                line.spaces(pad + (used > 0 ? 1 : 0));
                line.spaces(RIGHT[i] ? columns[i] - width : 0).addText(head);
                pad = RIGHT[i] ? 0 : columns[i] - width;
                used++;
            }
        }
        int room = page.width().orElse(Integer.MAX_VALUE) - line.size() - pad;
        if (style.processes() && room > PROCESS.length()) {
            line.spaces(pad).add(PROCESS);
        }
        String text = new String(line.bytes(), 0, line.size(), StandardCharsets.UTF_8);
        buffer.addText(Style.DIM.on(text, page)).add('\n');
    }

    private void line(byte[] bytes, int[] ends, int[] widths, SocketMark mark, String more)
            throws IOException {
        if (style.marks()) {
            buffer.add(mark.change().sign()).add(' ');
        }
        boolean begun = false;
        int used = lead().length();
        int pad = 0;
        for (int i = 0; i < columns.length; i++) {
            if (!shown(i)) {
                continue;
            }
            int from = i == 0 ? 0 : ends[i - 1];
            int gap = (begun ? 1 : 0) + pad;
            int width = widths[i];
            int room = Math.max(0, columns[i] - width);
            buffer.spaces(gap + (RIGHT[i] ? room : 0));
            if (width > columns[i] && page.width().isPresent() && i >= SocketCells.LOCAL) {
                String whole = new String(bytes, from, ends[i] - from, StandardCharsets.UTF_8);
                buffer.addText(Letters.shortened(whole, columns[i], page));
                width = columns[i];
            } else {
                buffer.add(bytes, from, ends[i]);
            }
            used += gap + width + (RIGHT[i] ? room : 0);
            pad = RIGHT[i] ? 0 : room;
            begun = true;
        }
        if (mark.before().isPresent()) {
            String was = "was " + SocketWords.state(mark.before().get());
            more(more.isEmpty() ? was : was + "  " + more, used, pad);
        } else if (!more.isEmpty()) {
            more(more, used, pad);
        }
        buffer.add('\n');
        if (buffer.size() >= FLUSH_AT) {
            flush();
        }
    }

    /** Behind the row where there is room, or everything must be on one line; else below it. */
    private void more(String more, int used, int pad) {
        boolean oneLine = style.oneLine() || page.width().isEmpty();
        if (oneLine || used + pad + 1 + Letters.width(more) <= page.width().getAsInt()) {
            buffer.spaces(pad + 1).addText(more);
            return;
        }
        for (String line : Letters.lines(more.replace("  ", " "), page.width().getAsInt() - 8)) {
            buffer.add('\n').spaces(6).addText(line);
        }
    }

    /** Ends the table: what waited for its widths is written. */
    public void end() throws IOException {
        settle();
        flush();
    }

    /** What could not be seen, for where people look at it. */
    public static String foot(Look look, Page page) throws IOException {
        var foot = new StringBuilder();
        Foot.write(look, page, foot);
        return foot.toString();
    }

    private void flush() throws IOException {
        out.write(buffer.bytes(), 0, buffer.size());
        buffer.clear();
    }
}
