package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Units;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;

/** The line below the keys: where in a recording this is, and whether it moves. */
final class ReplayBar {
    private static final int LEAST_WAY = 10;

    private ReplayBar() {}

    static void draw(Frame frame, State state, Playhead playhead, Board board, Page page) {
        int line = frame.size().lines() - 1;
        int columns = frame.size().columns();
        String what = playhead.ended() ? "END" : state.paused() ? "PAUSED" : "REPLAY";
        Ink ink = what.equals("REPLAY") ? Ink.BADGE_GOOD : Ink.BADGE_WARN;
        int at = frame.put(line, 0, " " + what + " ", ink) + 1;
        at = frame.put(line, at, speed(playhead), Ink.STRONG) + 2;
        at = frame.put(line, at, date(board), Ink.PLAIN) + 2;
        String place =
                Units.count(playhead.index() + 1, page)
                        + " of "
                        + Units.count(playhead.count(), page);
        at = frame.put(line, at, place, Ink.PLAIN) + 2;
        if (playhead.ended()) {
            String words = "the recording ends here; Space plays it again";
            words = words.length() < columns - at ? words : "Space plays it again";
            frame.put(line, at, Letters.shortened(words, columns - at, page), Ink.ACCENT);
            return;
        }
        String passed = seconds(playhead.at()) + " of " + seconds(playhead.length()) + " s";
        int room = columns - at - passed.length() - 2;
        if (room >= LEAST_WAY) {
            at = way(frame, line, at, room, playhead, page) + 1;
        }
        frame.put(line, Math.max(at, columns - passed.length() - 1), passed, Ink.FAINT);
    }

    private static int way(Frame frame, int line, int at, int room, Playhead playhead, Page page) {
        long whole = Math.max(1, playhead.length().toNanos());
        double part = (double) playhead.at().toNanos() / whole;
        int done = (int) Math.clamp(Math.round(part * (room - 1)), 0, room - 1L);
        String thick = page.unicode() ? "\u2501" : "=";
        String thin = page.unicode() ? "\u2500" : "-";
        int next = frame.put(line, at, thick.repeat(done), Ink.ACCENT);
        next = frame.put(line, next, page.unicode() ? "\u25cf" : "o", Ink.STRONG);
        return frame.put(line, next, thin.repeat(room - 1 - done), Ink.FAINT);
    }

    /** {@code 1x}, {@code 0.25x}. */
    private static String speed(Playhead playhead) {
        double speed = playhead.speed();
        return (speed >= 1 ? Long.toString((long) speed) : Double.toString(speed)) + "x";
    }

    /** The day: the time of day stands in the title. */
    private static String date(Board board) {
        return board.time()
                .map(time -> time.atZone(ZoneId.systemDefault()).toLocalDate().toString())
                .orElse("");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
