package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.TcpState;
import java.util.Optional;

/**
 * What became of a socket since the last look.
 *
 * @param change what happened
 * @param before its state then; empty unless the state changed
 */
public record SocketMark(Change change, Optional<TcpState> before) {
    /** It was there before, or nobody watches. */
    public static final SocketMark NONE = new SocketMark(Change.NONE, Optional.empty());

    public static final SocketMark OPENED = new SocketMark(Change.OPENED, Optional.empty());
    public static final SocketMark CLOSED = new SocketMark(Change.CLOSED, Optional.empty());

    /** What happened. */
    public enum Change {
        NONE(' ', ""),
        OPENED('+', "opened"),
        STATE('~', "state"),
        CLOSED('-', "closed");

        private final char sign;
        private final String label;

        Change(char sign, String label) {
            this.sign = sign;
            this.label = label;
        }

        /** What stands in front of the row. */
        char sign() {
            return sign;
        }

        /** The word in JSON; empty for none. */
        String label() {
            return label;
        }
    }

    /** It is in another state. */
    public static SocketMark changed(TcpState before) {
        return new SocketMark(Change.STATE, Optional.of(before));
    }
}
