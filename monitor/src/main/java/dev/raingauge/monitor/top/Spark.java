package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import java.util.OptionalLong;

/**
 * The last minute of a queue in one line: each letter is as high as the queue was full at most in
 * its seconds, and yellow at least where packets were dropped.
 */
final class Spark {
    static final int SECONDS = 60;

    private Spark() {}

    /** Seconds that one of so many letters stands for. */
    static int secondsEach(int columns) {
        return Math.max(1, (SECONDS + columns - 1) / columns);
    }

    static void draw(Frame frame, int line, int column, int columns, Entry entry, Glyphs glyphs) {
        int each = secondsEach(columns);
        Track track = entry.track();
        double scale = scale(entry);
        // Whole steps of the clock, so that letters move on and do not change.
        int current = (int) Math.floorMod(track.newest(), (long) each) + 1;
        for (int i = 0; i < columns; i++) {
            int steps = columns - 1 - i;
            int from = steps == 0 ? 0 : current + (steps - 1) * each;
            int seconds = steps == 0 ? current : each;
            letter(frame, line, column + i, from, seconds, track, scale, glyphs);
        }
    }

    /** What is as high as a letter: a full queue, or the highest peak where no limit is known. */
    private static double scale(Entry entry) {
        OptionalLong limit = entry.row().acceptQueue().limit();
        // Each queue of a group holds one more than its limit.
        long full = limit.isPresent() ? limit.getAsLong() + entry.row().sockets().size() : 1;
        return (double) Math.max(full, entry.track().peakWithin(Track.SECONDS));
    }

    private static void letter(
            Frame frame,
            int line,
            int column,
            int from,
            int seconds,
            Track track,
            double scale,
            Glyphs glyphs) {
        int peak = Track.UNKNOWN;
        long dropped = 0;
        for (int ago = from; ago < from + seconds; ago++) {
            peak = Math.max(peak, track.peak(ago));
            dropped += Math.max(0, track.dropped(ago));
        }
        if (peak == Track.UNKNOWN) {
            return; // nobody looked: nothing is drawn
        }
        double part = peak / scale;
        // Zero is the lowest letter; whatever is more stands out from it.
        int level = peak == 0 ? 1 : Math.clamp((int) Math.ceil(part * Glyphs.LEVELS), 2, 8);
        Ink calm = peak == 0 ? Ink.FAINT : Glyphs.ink(part);
        // Drops beside a queue with room may be a scan: worth a look and no more.
        Ink ink = dropped > 0 && calm != Ink.BAD ? Ink.WARN : calm;
        frame.put(line, column, String.valueOf(glyphs.level(level)), ink);
    }
}
