package dev.raingauge.monitor.history;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a block is about: a listener, or one side of a namespace.
 *
 * @param namespace its name
 * @param protocol the transport's label; empty text unless it is a listener
 * @param address the name of its series; empty text unless it is a listener
 */
public record Topic(Kind kind, String namespace, String protocol, String address) {
    private static final String SHARED = "ephemeral";

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

    /** The series of all listeners of a host's address on a port that the kernel chose. */
    public static Topic shared(String namespace, String protocol, String address) {
        return listener(
                namespace, protocol, address.substring(0, address.lastIndexOf(':') + 1) + SHARED);
    }

    boolean isShared() {
        return kind == Kind.LISTENER && address.endsWith(":" + SHARED);
    }

    // Written out, as in IpAddress: it is a key of maps.
    @Override
    public boolean equals(@Nullable Object other) {
        return other
                        instanceof
                        Topic(
                                Kind otherKind,
                                String otherNamespace,
                                String otherProtocol,
                                String otherAddress)
                && kind == otherKind
                && address.equals(otherAddress)
                && protocol.equals(otherProtocol)
                && namespace.equals(otherNamespace);
    }

    @Override
    public int hashCode() {
        return 31 * namespace.hashCode() + address.hashCode();
    }

    /** The address up to its port. */
    String host() {
        return address.substring(0, address.lastIndexOf(':') + 1);
    }

    /** For people, in marks about it. */
    String label() {
        return kind == Kind.LISTENER ? address : namespace;
    }
}
