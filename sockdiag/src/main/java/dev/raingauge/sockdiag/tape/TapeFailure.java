package dev.raingauge.sockdiag.tape;

/**
 * A recording cannot go on, or does not hold what it is asked for. Not an {@code IOException}: that
 * a file of the recorded machine cannot be read is normal, and handled where it happens; this ends
 * the command. The message is one sentence for the user.
 */
public final class TapeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TapeFailure(String message) {
        super(message);
    }

    TapeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
