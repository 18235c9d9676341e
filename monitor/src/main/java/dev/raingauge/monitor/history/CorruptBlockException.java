package dev.raingauge.monitor.history;

/** Bytes that cannot be what was written: left out and reported, and no reason to stop. */
final class CorruptBlockException extends Exception {
    private static final long serialVersionUID = 1L;

    CorruptBlockException(String why) {
        super(why);
    }
}
