package dev.raingauge.monitor.top;

import dev.raingauge.monitor.analyse.QueueSum;
import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The way of a connection: SYN, SYN queue, accept queue, application. What is lost leaves where it
 * happens, with its rate.
 */
final class Pipe {
    static final int LINES = 11;

    private static final int LEAD = 9;
    private static final int BETWEEN = 5;
    private static final int WIDEST = 30;

    private final Frame frame;
    private final Entry entry;
    private final Board.Flow flow;
    private final Page page;
    private final Glyphs glyphs;
    private final int box;

    Pipe(Frame frame, Entry entry, Board.Flow flow, Page page) {
        this.frame = frame;
        this.entry = entry;
        this.flow = flow;
        this.page = page;
        this.glyphs = Glyphs.of(page);
        int lead = entry.isUnix() ? LEAD + 2 : LEAD;
        int boxes = entry.isUnix() ? 2 : 3;
        int room = frame.size().columns() - 1 - lead - (boxes - 1) * BETWEEN;
        this.box = Math.min(WIDEST, room / boxes);
    }

    /** Some words below a box. */
    private record Note(String text, Ink ink) {}

    void draw(int top) {
        if (entry.isUnix()) {
            int first = arrow(top + 3, 1, "connect");
            int second = queue(top, first, "accept queue", acceptQueue());
            int _ = application(top, second, unixApplication());
            notes(top + 6, first, acceptNotes());
            return;
        }
        int first = arrow(top + 3, 1, "SYN");
        int second = queue(top, first, "SYN queue", synQueue());
        int third = queue(top, second, "accept queue", acceptQueue());
        int _ = application(top, third, application());
        notes(top + 6, first, synNotes());
        notes(top + 6, second, acceptNotes());
        notes(top + 6, third, applicationNotes());
    }

    private int arrow(int line, int column, String what) {
        int at = frame.put(line, column, what + " ", Ink.STRONG);
        return frame.put(line, at, glyphs.arrow(), Ink.ACCENT) + 1;
    }

    /** What a queue shows: a bar, and its figures. */
    private record Fill(double part, boolean full, String figures, Ink ink) {}

    private Fill synQueue() {
        OptionalLong depth = entry.row().synQueue();
        OptionalLong limit = entry.row().acceptQueue().limit();
        // Linux 4.4 and later bound it by the same number as the accept queue.
        double part =
                depth.isPresent() && limit.isPresent() && limit.getAsLong() > 0
                        ? (double) depth.getAsLong() / limit.getAsLong()
                        : 0;
        String figures = Units.count(depth, page) + " of " + Units.count(limit, page);
        return new Fill(part, part >= 1, figures, depth.orElse(0) == 0 ? Ink.FAINT : Ink.STRONG);
    }

    private Fill acceptQueue() {
        QueueSum sum = entry.row().acceptQueue();
        String figures = Units.count(sum.depth(), page) + " of " + Units.count(sum.limit(), page);
        Ink ink = sum.depth() == 0 ? Ink.FAINT : Ink.STRONG;
        return new Fill(sum.utilization().orElse(0), entry.isFull(), figures, ink);
    }

    private int queue(int top, int left, String title, Fill fill) {
        outline(top, left, title);
        int inner = box - 4;
        Ink ink = fill.full() ? Ink.BAD : Glyphs.ink(fill.part());
        String bar = glyphs.bar(fill.full() ? 1 : fill.part(), inner);
        frame.put(top + 2, left + 2, bar, ink);
        int at = frame.put(top + 3, left + 2, fill.figures(), fill.ink());
        if (fill.full() && at + 6 < left + box) {
            frame.put(top + 3, at + 1, "FULL", Ink.BAD);
        }
        int out = left + box;
        return frame.put(top + 3, out + 1, glyphs.arrow(), Ink.ACCENT) + 1;
    }

    private int application(int top, int left, List<Note> figures) {
        outline(top, left, "application");
        for (int i = 0; i < figures.size(); i++) {
            Note figure = figures.get(i);
            frame.put(
                    top + 2 + i,
                    left + 2,
                    Letters.shortened(figure.text(), box - 4, page),
                    figure.ink());
        }
        return left + box;
    }

    private void outline(int top, int left, String title) {
        String corners = glyphs.corners();
        String line = glyphs.horizontal().repeat(box - 2);
        frame.put(top, left + 2, title, Ink.STRONG);
        frame.put(top + 1, left, corners.charAt(0) + line + corners.charAt(1), Ink.FAINT);
        for (int i = 2; i < 4; i++) {
            frame.put(top + i, left, glyphs.vertical(), Ink.FAINT);
            frame.put(top + i, left + box - 1, glyphs.vertical(), Ink.FAINT);
        }
        frame.put(top + 4, left, corners.charAt(2) + line + corners.charAt(3), Ink.FAINT);
    }

    private List<Note> application() {
        OptionalLong closeWait = entry.row().connections().closeWait();
        return List.of(
                figure("active", entry.row().connections().active(), Ink.STRONG),
                figure(box < 18 ? "closing" : "close-wait", closeWait, Ink.WARN));
    }

    private List<Note> unixApplication() {
        return List.of(figure("active", entry.row().connections().active(), Ink.STRONG));
    }

    private Note figure(String what, OptionalLong number, Ink ink) {
        String text = Units.count(number, page);
        int room = Math.max(1, Math.min(box - 4, 20) - what.length());
        return new Note(
                what + Letters.rightAligned(text, room), number.orElse(0) == 0 ? Ink.FAINT : ink);
    }

    /** Words that leave a box downwards; the first of them at the arrow. */
    private void notes(int top, int left, List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        int column = left + 3;
        Ink ink = notes.getFirst().ink();
        if (ink == Ink.BAD) {
            frame.put(top - 2, column, glyphs.outlet(), ink);
            frame.put(top - 1, column, glyphs.down(), ink);
        }
        int line = top;
        for (Note note : notes) {
            for (String text : Letters.lines(note.text(), box)) {
                if (line < top + LINES - 6) {
                    frame.put(line, left + 1, text, note.ink());
                    line++;
                }
            }
        }
    }

    private List<Note> synNotes() {
        var notes = new ArrayList<Note>();
        if (entry.losses().isEmpty()) {
            notes.add(unknown());
        } else {
            Losses losses = entry.losses().get();
            notes.add(lost(losses, losses.synQueue(), "SYN queue full"));
            if (losses.other() > 0) {
                notes.add(lost(losses, losses.other(), "no room or memory"));
            }
        }
        double noise = entry.losses().map(known -> known.rate(known.noise())).orElse(0.0);
        if (noise > 0) {
            notes.add(
                    new Note(
                            Columns.rate(noise) + "/s dropped that were no connections", Ink.WARN));
        }
        double cookies = flow.cookies().orElse(0);
        if (cookies > 0) {
            String text = Columns.rate(cookies) + "/s answered with cookies (namespace)";
            notes.add(new Note(text, Ink.WARN));
        }
        age(notes, entry.halfOpenAge());
        return notes;
    }

    private List<Note> acceptNotes() {
        var notes = new ArrayList<Note>();
        if (entry.isUnix()) {
            boolean lost = entry.isFull();
            String text = lost ? "FULL: connect(2) blocks or fails" : "losses are counted nowhere";
            notes.add(new Note(text, lost ? Ink.BAD : Ink.FAINT));
        } else if (entry.losses().isEmpty()) {
            notes.add(unknown());
        } else {
            Losses losses = entry.losses().get();
            notes.add(lost(losses, losses.acceptQueue(), "accept queue full"));
        }
        entry.waits().ifPresent(waits -> waiting(notes, waits));
        return notes;
    }

    private static void waiting(List<Note> notes, Entry.Waits waits) {
        Duration longest = waits.longest();
        Ink ink =
                longest.toMillis() >= 1000
                        ? Ink.BAD
                        : longest.toMillis() >= 100 ? Ink.WARN : Ink.PLAIN;
        notes.add(new Note("waiting up to " + Units.duration(longest), ink));
        notes.add(new Note("half of them " + Units.duration(waits.median()), Ink.PLAIN));
        if (waits.clientsGone() > 0) {
            String clients = waits.clientsGone() == 1 ? " client gave up" : " clients gave up";
            notes.add(new Note(waits.clientsGone() + clients, Ink.WARN));
        }
    }

    private List<Note> applicationNotes() {
        var notes = new ArrayList<Note>();
        OptionalDouble opened = flow.opened();
        if (opened.isPresent()) {
            String text = Columns.rate(opened.getAsDouble()) + "/s opened (namespace)";
            notes.add(new Note(text, Ink.FAINT));
        }
        age(notes, entry.activeAge());
        return notes;
    }

    private static Note unknown() {
        return new Note("losses not known yet", Ink.FAINT);
    }

    private static Note lost(Losses losses, long packets, String why) {
        return packets == 0
                ? new Note("nothing lost here", Ink.FAINT)
                : new Note(Columns.rate(losses.rate(packets)) + " packets/s lost: " + why, Ink.BAD);
    }

    private static void age(List<Note> notes, Optional<Duration> age) {
        age.filter(old -> old.toSeconds() >= 3)
                .ifPresent(old ->
                        notes.add(new Note("counted " + Units.duration(old) + " ago", Ink.FAINT)));
    }
}
