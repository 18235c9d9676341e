package dev.raingauge.monitor.serve;

/** A request that cannot be answered as it is; the message says what to do. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    private BadRequest(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    static BadRequest malformed(String sentence) {
        return new BadRequest(400, sentence);
    }

    static BadRequest unknown(String sentence) {
        return new BadRequest(404, sentence);
    }

    int status() {
        return status;
    }
}
