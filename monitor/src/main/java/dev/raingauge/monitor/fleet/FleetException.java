package dev.raingauge.monitor.fleet;

/** The server could not be asked, or what it said is no answer; the message is one sentence. */
public final class FleetException extends Exception {
    private static final long serialVersionUID = 1L;

    public FleetException(String message) {
        super(message);
    }

    public FleetException(String message, Throwable cause) {
        super(message, cause);
    }
}
