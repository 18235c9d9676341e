package dev.raingauge.monitor.view;

import java.io.IOException;

/** Rows of which the last one can be kept, and shown again when its socket is gone. */
public interface KeptRows extends SocketRows {
    /** The row that was written last. */
    SocketRow last();

    /** Writes the row of a socket that is no more. */
    void gone(SocketRow row) throws IOException;
}
