package dev.raingauge.monitor.cli;

import java.io.IOException;

/** Nobody reads the output any more: {@code | head} has seen enough. No reason to complain. */
final class ClosedOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedOutputException(IOException cause) {
        super(cause);
    }
}
