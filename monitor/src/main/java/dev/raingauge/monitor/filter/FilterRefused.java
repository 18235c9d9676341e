package dev.raingauge.monitor.filter;

/** Words that are no filter: one sentence, and where the mistake is. */
public final class FilterRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;
    private final int at;
    private final int length;

    FilterRefused(String message, String text, int at, int length) {
        super(message, null, false, false);
        this.text = text;
        this.at = Math.min(at, text.length());
        this.length = Math.max(1, Math.min(length, text.length() - this.at));
    }

    /** The whole filter as it was understood, words joined by blanks; not fit for a terminal. */
    public String text() {
        return text;
    }

    /** Where the mistake begins, in chars of the text; its length where something is missing. */
    public int at() {
        return at;
    }

    /** How long the mistake is, in chars; 1 where something is missing. */
    public int length() {
        return length;
    }
}
