package dev.raingauge.sockdiag.tape;

import java.io.IOException;

/** A file is no recording, or a damaged one; the message says which file, what and where. */
public final class TapeException extends IOException {
    private static final long serialVersionUID = 1L;

    public TapeException(String message) {
        super(message);
    }
}
