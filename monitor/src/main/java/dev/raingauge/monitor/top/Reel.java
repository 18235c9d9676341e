package dev.raingauge.monitor.top;

import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recording shows, as boards one after the other. Everything that was recorded is judged and
 * remembered as the live screen would have done; a board is kept of each half second, or, where
 * that would be too much to hold, of each second, two seconds and so on.
 */
public final class Reel {
    /** The pace at which the live screen draws. */
    private static final long STEP_NANOS = 500_000_000L;

    /** Listeners on all boards together: each takes a kilobyte or two. */
    private static final int MOST_ENTRIES = 15_000;

    private final Diagnosis diagnosis;
    private final Past past = new Past();
    private final BoardMaker maker;
    private final int mostEntries;
    private final List<Board> boards = new ArrayList<>();
    private long stepNanos = STEP_NANOS;
    private long entries;
    private long lastNanos;
    private @Nullable Observation pending;

    /** An empty one. */
    public Reel(Diagnosis diagnosis, String host, String kernel) {
        this(diagnosis, host, kernel, MOST_ENTRIES);
    }

    Reel(Diagnosis diagnosis, String host, String kernel, int mostEntries) {
        this.diagnosis = diagnosis;
        this.maker = new BoardMaker(host, kernel, past);
        this.mostEntries = mostEntries;
    }

    /** Takes what was seen next. */
    public void saw(Observation seen) {
        diagnosis.accept(seen);
        past.saw(seen);
        past.judged(diagnosis.evidence());
        if (boards.isEmpty() || seen.nanos() - lastNanos >= stepNanos) {
            keep(seen);
        } else {
            pending = seen;
        }
    }

    /** Nothing more comes: what was seen last is shown in any case. */
    public void end() {
        if (pending != null) {
            keep(pending);
        }
    }

    private void keep(Observation seen) {
        pending = null;
        lastNanos = seen.nanos();
        Board board = maker.board(seen, diagnosis.episodes(), diagnosis.evidence());
        boards.add(board);
        entries += board.entries().size();
        while (entries > mostEntries && boards.size() > 2) {
            thin();
        }
    }

    /** Leaves out every second board; the first and the last stay. */
    private void thin() {
        stepNanos *= 2;
        Board last = boards.getLast();
        var fewer = new ArrayList<Board>();
        for (int i = 0; i < boards.size() - 1; i += 2) {
            fewer.add(boards.get(i));
        }
        fewer.add(last);
        boards.clear();
        boards.addAll(fewer);
        entries = boards.stream().mapToLong(board -> board.entries().size()).sum();
    }

    /** Whether nothing was seen at all. */
    public boolean isEmpty() {
        return boards.isEmpty();
    }

    Board board(int index) {
        return boards.get(index);
    }

    /** When each board was seen, since the first one. */
    List<Duration> moments() {
        Instant first = time(boards.getFirst());
        var moments = new ArrayList<Duration>();
        for (Board board : boards) {
            Duration at = Duration.between(first, time(board));
            // A clock that was set back while it was recorded must not turn the order round.
            boolean later = moments.isEmpty() || at.compareTo(moments.getLast()) >= 0;
            moments.add(later ? at : moments.getLast());
        }
        return moments;
    }

    private static Instant time(Board board) {
        return board.time().orElse(Instant.EPOCH);
    }
}
