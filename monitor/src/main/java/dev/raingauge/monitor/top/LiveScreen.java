package dev.raingauge.monitor.top;

import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.Sampler;
import dev.raingauge.monitor.terminal.Colours;
import dev.raingauge.monitor.terminal.Display;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Draws what the sampler sees, twice a second and after each key, until the user has enough. */
public final class LiveScreen {
    private static final long REDRAW_NANOS = 500_000_000L;

    private final Stage stage;
    private final Sampler sampler;
    private final Diagnosis diagnosis;
    private final LongSupplier nanos;
    private final Past past = new Past();
    private final BoardMaker maker;

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
        this.sampler = sampler;
        this.diagnosis = diagnosis;
        this.nanos = nanos;
        this.maker = new BoardMaker(host, kernel, past);
        this.stage = new Stage(display, colours, unicode, State.FIRST, maker.empty());
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
        stage.draw();
        long drawn = nanos.getAsLong();
        while (!stage.state().done()) {
            stage.listen();
            boolean due =
                    nanos.getAsLong() - drawn >= REDRAW_NANOS || stage.board().time().isEmpty();
            if (due) {
                drawn = nanos.getAsLong();
                look();
            }
            stage.draw();
            if (!sampler.alive()) {
                throw new IOException("the thread that measures has ended");
            }
        }
    }

    /** The board of now; a held picture keeps its own. */
    private void look() {
        if (stage.state().paused()) {
            return;
        }
        Optional<Observation> latest = sampler.latest();
        latest.ifPresent(
                seen -> stage.show(maker.board(seen, diagnosis.episodes(), diagnosis.evidence())));
    }
}
