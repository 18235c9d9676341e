package dev.raingauge.monitor.history;

/** A directory that cannot be used; the message says which, why and what to do. */
public final class VaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean newer;

    VaultException(String sentence, boolean newer) {
        super(sentence);
        this.newer = newer;
    }

    /** Whether a newer version of this program wrote it: then nothing in it may be touched. */
    public boolean newer() {
        return newer;
    }
}
