package dev.raingauge.monitor.history;

import java.util.Locale;

/**
 * What a block is about: a listener, or one side of a namespace.
 *
 * @param namespace its name
 * @param protocol the transport's label; empty text unless it is a listener
 * @param address the name of its series; empty text unless it is a listener
 */
public record Topic(Kind kind, String namespace, String protocol, String address) {
    /** The names are on disk. */
    public enum Kind {
        LISTENER,
        STATES,
        COUNTERS,
        LIMITS;

        /** As {@code what=} names it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Topic listener(String namespace, String protocol, String address) {
        return new Topic(Kind.LISTENER, namespace, protocol, address);
    }

    public static Topic of(Kind kind, String namespace) {
        return new Topic(kind, namespace, "", "");
    }

    /** For people, in marks about it. */
    String label() {
        return kind == Kind.LISTENER ? address : namespace;
    }
}
