package dev.raingauge.sockdiag.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which listeners somebody asks about, as they write it: {@code 127.0.0.1:80}, {@code [::1]:80},
 * {@code localhost:80}, {@code *:80}, {@code :80}, {@code /run/x.sock} or {@code @name}.
 *
 * <p>A target names the listeners that are bound to just that address. Where there is none, it
 * names the wildcard listener that a client of that address reaches, as the kernel decides it
 * ({@code inet_lookup_listener}).
 */
public sealed interface ListenerTarget {
    /** As it was written. */
    String text();

    /** The rows that this target names; none where nobody listens there. */
    Set<ListenerAddress> among(QueuePass pass);

    /**
     * The target that {@code text} writes. No name but {@code localhost} is looked up.
     *
     * @throws IllegalArgumentException if it writes none; the message shows what is wrong
     */
    static ListenerTarget parse(String text) {
        return ListenerTargetText.parse(text);
    }

    /**
     * A TCP or MPTCP port.
     *
     * @param hosts the addresses, two for {@code localhost}; none: every address
     * @param port 1 to 65535
     */
    record Inet(String text, List<IpAddress> hosts, int port) implements ListenerTarget {
        public Inet {
            hosts = List.copyOf(hosts);
        }

        @Override
        public Set<ListenerAddress> among(QueuePass pass) {
            List<TcpSocket.Listener> here =
                    pass.tcp().stream().filter(at -> at.local().port() == port).toList();
            var found = new LinkedHashSet<ListenerAddress>();
            for (TcpSocket.Listener listener : here) {
                if (hosts.isEmpty() || hosts.contains(listener.local().address().unmapped())) {
                    found.add(ListenerAddress.of(listener));
                }
            }
            if (found.isEmpty()) {
                hosts.forEach(host -> serving(host, here).ifPresent(found::add));
            }
            return found;
        }

        /** The wildcard listener that gets the clients of an address nobody is bound to. */
        private static Optional<ListenerAddress> serving(
                IpAddress host, List<TcpSocket.Listener> here) {
            boolean v4 = host.version() == IpAddress.Version.V4;
            Optional<TcpSocket.Listener> own =
                    v4
                            ? here.stream()
                                    .filter(at -> at.local().address().equals(IpAddress.ANY_V4))
                                    .findFirst()
                            : Optional.empty();
            return own.or(() -> here.stream().filter(at -> takesAll(at, v4)).findFirst())
                    .map(ListenerAddress::of);
        }

        /** A listener on {@code [::]}; whether it takes IPv4 clients is unknown from /proc. */
        private static boolean takesAll(TcpSocket.Listener at, boolean v4) {
            return at.local().address().equals(IpAddress.ANY_V6)
                    && !(v4 && at.v6Only().orElse(false));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A UNIX socket by its name; several files may have been bound to one path in turn. */
    record Unix(String text, UnixName name) implements ListenerTarget {
        @Override
        public Set<ListenerAddress> among(QueuePass pass) {
            var found = new LinkedHashSet<ListenerAddress>();
            for (UnixSocket.Listener listener : pass.unix()) {
                // Bytes that are no UTF-8 cannot be typed: the text that we print stands for them.
                if (listener.name().equals(name) || listener.name().toString().equals(text)) {
                    found.add(ListenerAddress.of(listener));
                }
            }
            return found;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
