package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Colours;
import dev.raingauge.monitor.terminal.Display;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Plays a recording on the live screen, until the user has enough. */
public final class ReplayScreen {
    private final Reel reel;
    private final Stage stage;
    private final LongSupplier nanos;

    /**
     * A screen that stands at the beginning of a recording.
     *
     * @param reel what is shown; not empty
     * @param unicode whether the terminal shows more than ASCII
     * @param nanos the ticker of the one who watches
     */
    public ReplayScreen(
            Display display, Colours colours, boolean unicode, Reel reel, LongSupplier nanos) {
        this.reel = reel;
        this.nanos = nanos;
        State first = State.FIRST.at(Playhead.of(reel.moments()));
        this.stage = new Stage(display, colours, unicode, first, reel.board(0));
    }

    /** Draws until a key ends it. */
    public void run() throws IOException {
        long before = nanos.getAsLong();
        while (!stage.state().done()) {
            stage.draw();
            stage.listen();
            long now = nanos.getAsLong();
            Duration watched = Duration.ofNanos(now - before);
            before = now;
            stage.show(moved(stage.state(), watched));
            stage.state()
                    .playhead()
                    .ifPresent(playhead -> stage.show(reel.board(playhead.index())));
        }
    }

    /** Where the recording is when so much time has passed for the one who watches. */
    static State moved(State state, Duration watched) {
        return state.paused()
                ? state
                : state.playhead().map(at -> state.at(at.after(watched))).orElse(state);
    }
}
