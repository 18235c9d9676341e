package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which kinds of sockets are wanted.
 *
 * @param explicit whether the user named them: what is not to be had is then worth a word
 */
record SocketKinds(
        Set<InetProtocol> inet,
        Set<UnixSocket.Kind> unix,
        Set<OtherSocket.Family> others,
        boolean explicit) {
    static final List<String> NAMES =
            List.of(
                    "all",
                    "inet",
                    "tcp",
                    "mptcp",
                    "udp",
                    "udplite",
                    "raw",
                    "sctp",
                    "unix",
                    "unix_stream",
                    "unix_dgram",
                    "unix_seqpacket",
                    "packet",
                    "netlink",
                    "vsock");

    SocketKinds {
        inet = Set.copyOf(inet);
        unix = Set.copyOf(unix);
        others = Set.copyOf(others);
    }

    /** Those of some names. */
    static SocketKinds of(Set<String> names) throws Failure {
        EnumSet<InetProtocol> inet = EnumSet.noneOf(InetProtocol.class);
        EnumSet<UnixSocket.Kind> unix = EnumSet.noneOf(UnixSocket.Kind.class);
        EnumSet<OtherSocket.Family> others = EnumSet.noneOf(OtherSocket.Family.class);
        for (String name : names) {
            switch (name) {
                case "all" -> {
                    inet.addAll(EnumSet.allOf(InetProtocol.class));
                    unix.addAll(EnumSet.allOf(UnixSocket.Kind.class));
                    others.addAll(EnumSet.allOf(OtherSocket.Family.class));
                }
                case "inet" -> inet.addAll(EnumSet.allOf(InetProtocol.class));
                case "tcp", "mptcp", "udp", "udplite", "raw", "sctp" ->
                        inet.add(InetProtocol.valueOf(name.toUpperCase(Locale.ROOT)));
                case "unix" -> unix.addAll(EnumSet.allOf(UnixSocket.Kind.class));
                case "unix_stream" -> unix.add(UnixSocket.Kind.STREAM);
                case "unix_dgram" -> unix.add(UnixSocket.Kind.DATAGRAM);
                case "unix_seqpacket" -> unix.add(UnixSocket.Kind.SEQPACKET);
                case "packet", "netlink", "vsock" ->
                        others.add(OtherSocket.Family.valueOf(name.toUpperCase(Locale.ROOT)));
                default -> {
                    String meant = Suggestions.nearest(name, NAMES);
                    throw Failure.wrongUsage(
                            "there are no '"
                                    + name
                                    + "' sockets; "
                                    + (meant.isEmpty() ? "" : "did you mean " + meant + "? ")
                                    + "write some of "
                                    + String.join(",", NAMES));
                }
            }
        }
        return new SocketKinds(inet, unix, others, true);
    }

    static SocketKinds all() throws Failure {
        SocketKinds all = of(Set.of("all"));
        return new SocketKinds(all.inet, all.unix, all.others, false);
    }

    /** Whether all of them have one name in the first column; it is then left out, as ss does. */
    boolean isOne() {
        return inet.size() + unix.size() + 2 * others.size() == 1;
    }

    /** Whether more can be said of their state than connected or not. */
    boolean hasConnections() {
        return !unix.isEmpty()
                || !others.isEmpty()
                || inet.stream().anyMatch(InetProtocol::hasConnections);
    }
}
