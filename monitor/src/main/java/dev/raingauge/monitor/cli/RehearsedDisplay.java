package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.terminal.Display;
import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import dev.raingauge.monitor.terminal.Size;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A display that nobody sees, at which somebody looks around for some seconds and quits. */
final class RehearsedDisplay implements Display {
    private static final int LOOKS_BEFORE_THE_FIRST_KEY = 20;

    private final Deque<Key> keys =
            new ArrayDeque<>(
                    List.of(
                            Named.DOWN,
                            Named.ENTER,
                            Named.ESCAPE,
                            new Letter('>'),
                            new Letter('?'),
                            Named.ESCAPE,
                            new Letter('q')));
    private int looks;

    @Override
    public Size size() {
        return new Size(120, 40);
    }

    @Override
    public List<Key> keys(int millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException("the rehearsal was interrupted", e);
        }
        looks++;
        return looks > LOOKS_BEFORE_THE_FIRST_KEY && !keys.isEmpty()
                ? List.of(keys.removeFirst())
                : List.of();
    }

    @Override
    public boolean obey() {
        return false;
    }

    @Override
    public void stop() {
        // There is no job.
    }

    @Override
    public void write(String text) {
        // Nobody sees it.
    }
}
