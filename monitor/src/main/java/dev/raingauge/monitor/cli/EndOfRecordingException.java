package dev.raingauge.monitor.cli;

/** Every look of a recording was shown: the command ends well. */
final class EndOfRecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndOfRecordingException() {
        super("the recording ends here");
    }
}
