package dev.raingauge.monitor.top;

import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sampler;
import dev.raingauge.monitor.terminal.Colours;
import dev.raingauge.monitor.terminal.Display;
import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Painter;
import dev.raingauge.monitor.terminal.Size;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Draws what the sampler sees, twice a second and after each key, until the user has enough. */
public final class LiveScreen {
    private static final long REDRAW_NANOS = 500_000_000L;

    /** How soon a new size of the window is seen. */
    private static final int GLANCE_MILLIS = 100;

    private final Display display;
    private final Painter painter;
    private final boolean unicode;
    private final Sampler sampler;
    private final Diagnosis diagnosis;
    private final LongSupplier nanos;
    private final Past past = new Past();
    private final BoardMaker maker;
    private Board board;
    private State state = State.FIRST;

    /**
     * A screen of what a sampler sees. The sampler is not started yet.
     *
     * @param unicode whether the terminal shows more than ASCII
     * @param nanos the ticker that says when to draw again
     */
    public LiveScreen(
            Display display,
            Colours colours,
            boolean unicode,
            Sampler sampler,
            Diagnosis diagnosis,
            LongSupplier nanos,
            String host,
            String kernel) {
        this.display = display;
        this.painter = new Painter(colours);
        this.unicode = unicode;
        this.sampler = sampler;
        this.diagnosis = diagnosis;
        this.nanos = nanos;
        this.maker = new BoardMaker(host, kernel, past);
        this.board = maker.empty();
        sampler.subscribe(this::saw);
    }

    /** On the thread that samples. */
    private void saw(Observation seen) {
        diagnosis.accept(seen);
        past.saw(seen);
        past.judged(diagnosis.evidence());
    }

    /** Draws until a key ends it. */
    public void run() throws IOException {
        Size size = display.size();
        draw(size);
        long drawn = nanos.getAsLong();
        while (!state.done()) {
            boolean changed = false;
            for (Key key : display.keys(GLANCE_MILLIS)) {
                changed |= press(key, size);
            }
            if (display.obey()) {
                painter.forget();
                changed = true;
            }
            Size now = display.size();
            boolean due = nanos.getAsLong() - drawn >= REDRAW_NANOS || board.time().isEmpty();
            if (due) {
                drawn = nanos.getAsLong();
                look();
            }
            if (changed || due || !now.equals(size)) {
                size = now;
                draw(size);
            }
            if (!sampler.alive()) {
                throw new IOException("the thread that measures has ended");
            }
        }
    }

    private boolean press(Key key, Size size) throws IOException {
        if (key.equals(new Key.Control('z'))) {
            display.stop();
            painter.forget();
        } else if (key.equals(new Key.Control('l'))) {
            painter.forget();
        } else {
            state = Keys.after(state, key, board, Picture.page(size));
        }
        return true;
    }

    /** The board of now; a held picture keeps its own. */
    private void look() {
        if (state.paused()) {
            return;
        }
        Optional<Observation> latest = sampler.latest();
        latest.ifPresent(
                seen -> board = maker.board(seen, diagnosis.episodes(), diagnosis.evidence()));
    }

    private void draw(Size size) throws IOException {
        Picture picture = Picture.of(state, board, size, unicode);
        state = state.scrollTo(Math.min(state.scroll(), picture.mostScroll()));
        String change = painter.paint(picture.frame());
        if (!change.isEmpty()) {
            display.write(change);
        }
    }
}
