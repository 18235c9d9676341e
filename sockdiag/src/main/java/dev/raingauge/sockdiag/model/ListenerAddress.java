package dev.raingauge.sockdiag.model;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client connects to: one row of a table of listeners. Several sockets may listen on it
 * (SO_REUSEPORT); they share the row.
 */
public sealed interface ListenerAddress extends Comparable<ListenerAddress> {
    Comparator<ListenerAddress> ORDER =
            Comparator.comparing(ListenerAddress::transport)
                    .thenComparing(ListenerAddress::compareWithin);

    Transport transport();

    /**
     * As the contract writes it: {@code 127.0.0.1:80}, {@code [::]:80}, {@code /run/x.sock},
     * {@code @name}.
     */
    @Override
    String toString();

    @Override
    default int compareTo(ListenerAddress other) {
        return ORDER.compare(this, other);
    }

    private static int compareWithin(ListenerAddress a, ListenerAddress b) {
        if (a instanceof Inet(_, Endpoint endpoint, int index)
                && b instanceof Inet(_, Endpoint other, int otherIndex)) {
            int byEndpoint = endpoint.compareTo(other);
            return byEndpoint != 0 ? byEndpoint : Integer.compare(index, otherIndex);
        }
        if (a instanceof Unix(_, UnixName name, var file)
                && b instanceof Unix(_, UnixName other, var otherFile)) {
            int byName = name.compareTo(other);
            return byName != 0 ? byName : compareFiles(file, otherFile);
        }
        return a instanceof Inet ? -1 : 1;
    }

    private static int compareFiles(
            Optional<UnixSocket.BoundFile> a, Optional<UnixSocket.BoundFile> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isPresent(), b.isPresent());
        }
        int byDevice = Long.compare(a.get().device(), b.get().device());
        return byDevice != 0 ? byDevice : Long.compare(a.get().inode(), b.get().inode());
    }

    /** An address and port, and the interface where the listener is bound to one (0: any). */
    record Inet(Transport transport, Endpoint endpoint, int interfaceIndex)
            implements ListenerAddress {
        // Written out, as in IpAddress: it is the key of most maps.
        @Override
        public boolean equals(@Nullable Object other) {
            return other
                            instanceof
                            Inet(Transport otherTransport, Endpoint otherEndpoint, int otherIndex)
                    && interfaceIndex == otherIndex
                    && transport == otherTransport
                    && endpoint.equals(otherEndpoint);
        }

        @Override
        public int hashCode() {
            return 31 * endpoint.hashCode() + interfaceIndex;
        }

        @Override
        public String toString() {
            return endpoint.toString();
        }
    }

    /**
     * A UNIX name; the file keeps two sockets apart that were bound to the same path one after the
     * other.
     */
    record Unix(Transport transport, UnixName name, Optional<UnixSocket.BoundFile> file)
            implements ListenerAddress {
        @Override
        public boolean equals(@Nullable Object other) {
            return other
                            instanceof
                            Unix(Transport otherTransport, UnixName otherName, var otherFile)
                    && transport == otherTransport
                    && name.equals(otherName)
                    && file.equals(otherFile);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + file.hashCode();
        }

        @Override
        public String toString() {
            return name.toString();
        }
    }

    static ListenerAddress of(TcpSocket.Listener listener) {
        return new Inet(listener.transport(), listener.local(), listener.interfaceIndex());
    }

    static ListenerAddress of(UnixSocket.Listener listener) {
        return new Unix(listener.transport(), listener.name(), listener.file());
    }
}
