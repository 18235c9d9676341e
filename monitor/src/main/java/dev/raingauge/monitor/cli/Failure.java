package dev.raingauge.monitor.cli;

import java.util.List;

/** Why a command ends here: one line for standard error, and the exit code. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The command was understood and could not be done. */
    static final int FAILED = 1;

    /** The command was not understood. */
    static final int WRONG_USAGE = 2;

    private final int exitCode;
    private final transient List<String> more;

    private Failure(String message, int exitCode) {
        this(message, exitCode, List.of());
    }

    private Failure(String message, int exitCode, List<String> more) {
        super(message);
        this.exitCode = exitCode;
        this.more = List.copyOf(more);
    }

    /**
     * It could not be done.
     *
     * @param message what failed and what would help, one line
     */
    static Failure of(String message) {
        return new Failure(message, FAILED);
    }

    /**
     * It was not understood.
     *
     * @param message what is wrong, one line
     */
    static Failure wrongUsage(String message) {
        return new Failure(message, WRONG_USAGE);
    }

    /**
     * As {@link #wrongUsage(String)}, and shows where.
     *
     * @param more lines that follow, fit for a terminal
     */
    static Failure wrongUsage(String message, List<String> more) {
        return new Failure(message, WRONG_USAGE, more);
    }

    /** Lines that follow the message. */
    List<String> more() {
        return more;
    }

    int exitCode() {
        return exitCode;
    }
}
