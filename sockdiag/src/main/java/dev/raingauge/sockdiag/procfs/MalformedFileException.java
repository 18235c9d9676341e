package dev.raingauge.sockdiag.procfs;

import java.io.IOException;

/** A file of /proc that does not read as the kernel writes it: nothing of it is believed. */
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file which file
     * @param line which line, counted from 1; 0 where the whole file is meant
     * @param what what was expected and what is there
     */
    public MalformedFileException(String file, long line, String what) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + what);
    }
}
