package dev.raingauge.monitor.cli;

import java.time.Duration;

/** Says on a terminal what goes on, and for how long already, while nothing else is said. */
final class Ticker implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Surroundings around;
    private final Thread thread;
    private boolean said;
    private boolean closed;

    private Ticker(Surroundings around, String what) {
        this.around = around;
        this.thread = Thread.ofPlatform().daemon().name("ticker").unstarted(() -> tick(what));
    }

    /** Begins to tick, after two seconds; says nothing where there is no terminal. */
    static Ticker start(Surroundings around, String what) {
        var ticker = new Ticker(around, what);
        if (around.screen().terminal()) {
            ticker.thread.start();
        }
        return ticker;
    }

    private void tick(String what) {
        Duration start = Pace.REAL.now();
        Pace.REAL.pause(QUIET);
        while (say("\r" + what + ": " + Pace.REAL.now().minus(start).toSeconds() + " s")) {
            Pace.REAL.pause(SECOND);
        }
    }

    private synchronized boolean say(String text) {
        if (closed) {
            return false;
        }
        said = true;
        around.mutter(text);
        return true;
    }

    /** Takes its words away again. */
    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            if (said && !closed) {
                around.mutter("\r\u001b[K");
            }
            closed = true;
        }
    }
}
