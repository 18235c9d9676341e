package dev.raingauge.sockdiag.procfs;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into lines that all lie in one buffer, so that a file of a million lines costs no
 * object per line. A line is {@code bytes()} between {@code from()} and {@code to()}, without its
 * end, until the next call of {@link #next}.
 *
 * <p>The kernel ends every line of these files; a file that stops within a line was cut off and is
 * refused.
 */
final class ByteLines {
    /** Longer than any line of net/tcp (150 bytes) or net/unix (60 and a name of 108). */
    private static final int LONGEST = 4096;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private int nextFrom;
    private int filled;
    private long number;

    ByteLines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The next line; false at the end of the file. */
    boolean next() throws IOException {
        from = nextFrom;
        int at = from;
        number++;
        while (true) {
            while (at < filled) {
                if (buffer[at] == '\n') {
                    to = at;
                    nextFrom = at + 1;
                    checkLength(at - from);
                    return true;
                }
                at++;
            }
            checkLength(at - from);
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, filled - from);
                filled -= from;
                at -= from;
                from = 0;
            }
            int more = in.read(buffer, filled, buffer.length - filled);
            if (more < 0) {
                if (filled > 0) {
                    throw malformed("the file ends within this line");
                }
                return false;
            }
            filled += more;
        }
    }

    /** Counted from 1. */
    long number() {
        return number;
    }

    /** Whether the line begins with these characters after its white space. */
    boolean startsWith(String word) {
        int at = from;
        while (at < to && buffer[at] == ' ') {
            at++;
        }
        if (to - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (buffer[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Skips the heading, which must begin with {@code word}. */
    void heading(String word) throws IOException {
        if (!next() || !startsWith(word)) {
            throw malformed("expected the heading \"" + word + " ...\"");
        }
    }

    MalformedFileException malformed(String what) {
        return new MalformedFileException(file, number, what);
    }

    private void checkLength(int length) throws MalformedFileException {
        if (length > LONGEST) {
            throw malformed("longer than " + LONGEST + " bytes");
        }
    }
}
