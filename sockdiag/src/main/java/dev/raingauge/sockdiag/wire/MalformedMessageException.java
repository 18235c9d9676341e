package dev.raingauge.sockdiag.wire;

import java.io.IOException;

/**
 * The kernel's answer cannot be read as what it claims to be: too short, misaligned, or lying about
 * a length. The message says what, where, how many bytes are needed and how many are available.
 */
public final class MalformedMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what the kernel's name of the struct or attribute
     * @param offset where it begins in the datagram, in bytes
     * @param needed bytes that it takes
     * @param available bytes that are left for it
     */
    MalformedMessageException(String what, long offset, long needed, long available) {
        super(
                "%s at offset %d needs %d bytes, %d are available"
                        .formatted(what, offset, needed, available));
    }

    /**
     * @param what the kernel's name of the struct or attribute
     * @param offset where it begins in the datagram, in bytes
     * @param problem what is wrong with it
     */
    MalformedMessageException(String what, long offset, String problem) {
        super("%s at offset %d %s".formatted(what, offset, problem));
    }

    /** Refuses a struct that does not fit into what is left. */
    static void require(String what, long offset, long needed, long end)
            throws MalformedMessageException {
        if (end - offset < needed) {
            throw new MalformedMessageException(what, offset, needed, end - offset);
        }
    }
}
