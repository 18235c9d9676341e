package dev.raingauge.monitor.door;

/** Why a web configuration cannot be used: one sentence that begins with the file and the line. */
public final class RefusedConfig extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedConfig(String sentence) {
        super(sentence);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
