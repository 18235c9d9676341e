package dev.raingauge.monitor.terminal;

import java.io.IOException;
import java.util.List;

/** What a full-screen program is shown on and typed at: a {@link Terminal}, or a rehearsal. */
public interface Display {
    /** How much it shows now. */
    Size size();

    /** What was typed; empty if nothing was for so long. */
    List<Key> keys(int millis) throws IOException;

    /** Does what job control asks for; returns whether the screen must be drawn anew. */
    boolean obey() throws IOException;

    /** Gives the screen back and stops; returns when the job goes on. */
    void stop() throws IOException;

    void write(String text) throws IOException;
}
