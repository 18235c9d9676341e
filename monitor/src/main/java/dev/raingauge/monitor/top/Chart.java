package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Units;
import java.util.OptionalLong;

/** The depth of a queue over the last two minutes, as bars of several lines. */
final class Chart {
    private static final int LABEL = 8;

    private Chart() {}

    static void draw(Frame frame, int top, int lines, Entry entry, Page page) {
        Glyphs glyphs = Glyphs.of(page);
        OptionalLong limit = entry.row().acceptQueue().limit();
        int peak = Math.max(0, entry.track().peakWithin(Track.SECONDS));
        // Where the queue was never near its limit the limit would flatten everything.
        long room = limit.isPresent() ? limit.getAsLong() + 1 : 0;
        boolean toLimit = room > 0 && peak * 4L >= room;
        double scale = Math.max(1, toLimit ? Math.max(room, peak) : peak);
        String most = Units.count((long) scale, page);
        frame.put(top, 0, Letters.rightAligned(most, LABEL - 1), toLimit ? Ink.BAD : Ink.FAINT);
        frame.put(top + lines - 1, 0, Letters.rightAligned("0", LABEL - 1), Ink.FAINT);
        int columns = Math.min(Track.SECONDS, frame.size().columns() - LABEL - 1);
        for (int i = 0; i < columns; i++) {
            int ago = columns - 1 - i;
            int depth = entry.track().peak(ago);
            if (depth == Track.UNKNOWN) {
                continue;
            }
            boolean dropped = entry.track().dropped(ago) > 0;
            Ink ink = dropped ? Ink.BAD : room > 0 ? Glyphs.ink(depth / (double) room) : Ink.GOOD;
            bar(frame, top, lines, LABEL + i, depth / scale, ink, glyphs);
        }
        String title = title(columns, toLimit);
        frame.put(top - 1, 1, title, Ink.STRONG);
    }

    private static String title(int seconds, boolean toLimit) {
        return "Accept queue, most in each of the last "
                + seconds
                + " s"
                + (toLimit ? "; the top line is full" : "");
    }

    private static void bar(
            Frame frame, int top, int lines, int column, double part, Ink ink, Glyphs glyphs) {
        int eighths = (int) Math.round(Math.min(1, part) * lines * Glyphs.LEVELS);
        if (part > 0) {
            eighths = Math.max(1, eighths);
        }
        if (eighths == 0) {
            frame.put(top + lines - 1, column, String.valueOf(glyphs.level(1)), Ink.FAINT);
            return;
        }
        for (int line = 0; line < lines; line++) {
            int here = eighths - line * Glyphs.LEVELS;
            if (here > 0) {
                String letter = String.valueOf(glyphs.level(here));
                frame.put(top + lines - 1 - line, column, letter, ink);
            }
        }
    }
}
