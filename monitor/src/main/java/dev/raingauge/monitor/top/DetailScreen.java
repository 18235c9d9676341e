package dev.raingauge.monitor.top;

import dev.raingauge.monitor.analyse.BoundBy;
import dev.raingauge.monitor.analyse.ListenersReport.ListeningSocket;
import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.terminal.Size;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.monitor.view.Units;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything about one listener: its pipe, what was found, its last minutes, its sockets. */
final class DetailScreen {
    private static final int HEAD = 2;
    private static final int LONGEST = 400;
    private static final int MOST_SOCKETS = 50;
    private static final int MOST_PROCESSES = 8;

    private final Frame frame;
    private final State state;
    private final Board board;
    private final Page page;
    private String hidden = "";

    DetailScreen(Frame frame, State state, Board board, Page page) {
        this.frame = frame;
        this.state = state;
        this.board = board;
        this.page = page;
    }

    /** Draws it; returns how far its text can be scrolled. */
    int draw() {
        int most = 0;
        Headlines.title(frame, state, board, page);
        Optional<Entry> entry =
                board.entries().stream()
                        .filter(one -> state.selected().equals(Optional.of(one.key())))
                        .findFirst();
        if (entry.isEmpty()) {
            String address =
                    state.selected().map(key -> key.address().toString()).orElse("this address");
            String gone = page.printable(address) + ": nobody listens there any more";
            frame.put(3, 2, Letters.shortened(gone, frame.size().columns() - 4, page), Ink.WARN);
        } else {
            most = draw(entry.get());
        }
        KeyBar.draw(frame, state, hidden, page);
        return most;
    }

    private int draw(Entry entry) {
        name(entry);
        int room = frame.size().lines() - HEAD - 1;
        var all = new Frame(new Size(frame.size().columns(), LONGEST));
        int length = Math.min(LONGEST, compose(all, entry, room));
        int most = Math.max(0, length - room);
        int scroll = Math.min(state.scroll(), most);
        frame.copy(all, scroll, HEAD, room);
        int more = length - scroll - room;
        if (more > 0) {
            hidden = "+" + more + " lines";
        }
        return most;
    }

    private void name(Entry entry) {
        int columns = frame.size().columns();
        String namespace = page.printable(entry.row().namespace().name());
        String owner = page.printable(entry.owner());
        String kind = entry.row().address().transport().label();
        int rest = namespace.length() + owner.length() + kind.length() + 8;
        String address =
                Letters.shortened(page.printable(entry.name()), Math.max(12, columns - rest), page);
        int at = frame.put(1, 1, address, Ink.STRONG);
        at = frame.put(1, at + 2, kind, Ink.FAINT);
        at = frame.put(1, at + 2, namespace, Ink.ACCENT);
        frame.put(1, at + 2, owner, Ink.PLAIN);
    }

    /** Draws all of it; returns the number of lines. */
    private int compose(Frame all, Entry entry, int room) {
        int line = 0;
        new Pipe(all, entry, board.flow(entry.row().namespace()), page).draw(line);
        line += Pipe.LINES;
        var pane = new FindingsPane(board, all.size().columns(), page);
        for (Trouble trouble : entry.troubles()) {
            for (List<FindingsPane.Piece> pieces : pane.whole(trouble)) {
                if (line < LONGEST) {
                    FindingsPane.draw(all, line, pieces);
                    line++;
                }
            }
            line++;
        }
        // Where nothing was found the chart takes what is left of the screen.
        int facts = Math.min(6, entry.row().sockets().size() + 2);
        int left = room - line - 2 - facts;
        int height = Math.clamp(left, 4, 12);
        if (line + height + 2 < LONGEST) {
            Chart.draw(all, line + 1, height, entry, page);
            line += height + 2;
        }
        return facts(all, line, entry);
    }

    private int facts(Frame all, int top, Entry entry) {
        int line = top;
        for (String text : facts(entry)) {
            for (String one : Letters.lines(page.printable(text), all.size().columns() - 3)) {
                if (line < LONGEST) {
                    all.put(line, 1, one, Ink.PLAIN);
                    line++;
                }
            }
        }
        return line;
    }

    private List<String> facts(Entry entry) {
        var facts = new ArrayList<String>();
        limit(entry).ifPresent(facts::add);
        List<ListeningSocket> sockets = entry.row().sockets();
        for (ListeningSocket socket : sockets.subList(0, Math.min(MOST_SOCKETS, sockets.size()))) {
            facts.add(socket(socket));
        }
        if (sockets.size() > MOST_SOCKETS) {
            facts.add("and " + (sockets.size() - MOST_SOCKETS) + " more sockets");
        }
        return facts;
    }

    private Optional<String> limit(Entry entry) {
        if (entry.row().sockets().size() != 1 || entry.row().acceptQueue().limit().isEmpty()) {
            return Optional.empty();
        }
        String somaxconn = "net.core.somaxconn (" + Units.count(entry.somaxconn(), page) + ")";
        return switch (BoundBy.of(entry.row().acceptQueue().limit(), entry.somaxconn())) {
            case APPLICATION ->
                    Optional.of(
                            "The limit is what the application asked for; "
                                    + somaxconn
                                    + " would allow more.");
            case SOMAXCONN -> Optional.of("The limit is " + somaxconn + ".");
            case EARLIER_SOMAXCONN ->
                    Optional.of("The limit is from before " + somaxconn + " was lowered.");
            case UNKNOWN -> Optional.empty();
        };
    }

    private static String socket(ListeningSocket socket) {
        String owners =
                socket.processes().stream()
                        .limit(MOST_PROCESSES)
                        .map(DetailScreen::process)
                        .collect(Collectors.joining(", "));
        int more = socket.processes().size() - MOST_PROCESSES;
        return "Socket "
                + socket.inode()
                + ": "
                + socket.acceptQueue().depth()
                + " waiting"
                + (socket.drops().isPresent()
                        ? ", " + socket.drops().getAsLong() + " drops since listen(2)"
                        : "")
                + (owners.isEmpty() ? ", no visible owner" : ", held by " + owners)
                + (more > 0 ? " and " + more + " more" : "")
                + socket.cgroup().map(path -> ", cgroup " + path).orElse("");
    }

    private static String process(ProcessRef process) {
        return process.name() + "[" + process.pid() + "]";
    }
}
