package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.view.SocketsStyle;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The flags of {@code sockets}, which are those of ss.
 *
 * @param kinds which kinds of sockets
 * @param version only IPv4 or only IPv6; empty: both
 * @param states which states, where a filter names none
 * @param listening whether only what waits for connections or datagrams is wanted
 * @param numeric whether ports stay numbers
 * @param process the process whose sockets are wanted, by name or pid
 */
record SocketsOptions(
        SocketKinds kinds,
        Optional<IpAddress.Version> version,
        Set<TcpState> states,
        boolean listening,
        boolean numeric,
        boolean summary,
        Optional<String> process,
        SocketsStyle style) {
    /** What ss shows of itself: neither listening nor closed nor only half a connection. */
    private static final Set<TcpState> CONNECTED =
            EnumSet.complementOf(
                    EnumSet.of(
                            TcpState.UNKNOWN,
                            TcpState.LISTEN,
                            TcpState.CLOSE,
                            TcpState.TIME_WAIT,
                            TcpState.SYN_RECV));

    static void declare(CommandSpec spec) {
        flag(spec, "-t", "--tcp", "TCP sockets.");
        flag(spec, "-u", "--udp", "UDP sockets.");
        flag(spec, "-x", "--unix", "UNIX sockets.");
        flag(spec, "-w", "--raw", "RAW sockets.");
        flag(spec, "-M", "--mptcp", "MPTCP sockets.");
        flag(spec, "-S", "--sctp", "SCTP sockets.");
        flag(spec, "-0", "--packet", "Packet sockets.");
        flag(spec, "--vsock", "", "Sockets to and from virtual machines.");
        text(spec, "-f", "--family", "FAMILY", "inet, inet6, unix, link, netlink or vsock.");
        text(
                spec,
                "-A",
                "--query",
                "LIST",
                "Kinds of sockets: " + String.join(",", SocketKinds.NAMES));
        flag(spec, "-4", "--ipv4", "Only IPv4.");
        flag(spec, "-6", "--ipv6", "Only IPv6.");
        flag(spec, "-a", "--all", "All states, not only connections.");
        flag(spec, "-l", "--listening", "Only what waits for connections or datagrams.");
        flag(spec, "-n", "--numeric", "Ports as numbers.");
        flag(spec, "-r", "--resolve", "Addresses as host names; takes a few seconds at most.");
        flag(spec, "-p", "--processes", "Who holds each socket.");
        text(spec, "--process", "", "NAME|PID", "Only the sockets of these processes.");
        flag(spec, "-e", "--extended", "User, inode, cookie, cgroup, mark.");
        flag(spec, "-m", "--memory", "Memory and drops.");
        flag(spec, "-i", "--info", "TCP's own figures: times, window, losses, rates.");
        flag(spec, "-o", "--options", "Timers.");
        flag(spec, "-s", "--summary", "How many there are.");
        flag(spec, "-H", "--no-header", "No heading.");
        flag(spec, "-O", "--oneline", "One line a socket, however long.");
    }

    private static void flag(CommandSpec spec, String name, String other, String words) {
        spec.addOption(option(name, other).description(words).build());
    }

    private static void text(
            CommandSpec spec, String name, String other, String label, String words) {
        spec.addOption(
                option(name, other)
                        .paramLabel(label)
                        .type(String.class)
                        .description(words)
                        .build());
    }

    private static OptionSpec.Builder option(String name, String other) {
        return other.isEmpty() ? OptionSpec.builder(name) : OptionSpec.builder(name, other);
    }

    /**
     * @param reading the options that every command has
     */
    static SocketsOptions of(ParseResult given, ReadingOptions reading) throws Failure {
        String family = given.matchedOptionValue("-f", "");
        Optional<IpAddress.Version> version = version(given, family);
        SocketKinds kinds = kinds(given, family, version.isPresent());
        boolean listening = given.hasMatchedOption("-l") && !given.hasMatchedOption("-a");
        Set<TcpState> states =
                given.hasMatchedOption("-a")
                        ? EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN))
                        : listening
                                ? EnumSet.of(TcpState.LISTEN, TcpState.CLOSE)
                                : kinds.hasConnections()
                                        ? CONNECTED
                                        : EnumSet.of(TcpState.ESTABLISHED);
        String process = given.matchedOptionValue("--process", "");
        boolean owners = given.hasMatchedOption("-p") || !process.isEmpty();
        return new SocketsOptions(
                kinds,
                version,
                states,
                listening,
                given.hasMatchedOption("-n") || reading.json(),
                given.hasMatchedOption("-s"),
                process.isEmpty() ? Optional.empty() : Optional.of(process),
                new SocketsStyle(
                        !kinds.isOne(),
                        states.size() != 1,
                        !given.hasMatchedOption("-H"),
                        given.hasMatchedOption("-O"),
                        reading.where() instanceof Where.All,
                        reading.watch().isPresent(),
                        owners,
                        given.hasMatchedOption("-o"),
                        given.hasMatchedOption("-e"),
                        given.hasMatchedOption("-m"),
                        given.hasMatchedOption("-i"),
                        given.hasMatchedOption("-r")));
    }

    private static Optional<IpAddress.Version> version(ParseResult given, String family)
            throws Failure {
        boolean v4 = given.hasMatchedOption("-4") || family.equals("inet");
        boolean v6 = given.hasMatchedOption("-6") || family.equals("inet6");
        return v4 == v6
                ? Optional.empty()
                : Optional.of(v4 ? IpAddress.Version.V4 : IpAddress.Version.V6);
    }

    private static SocketKinds kinds(ParseResult given, String family, boolean internet)
            throws Failure {
        var names = new LinkedHashSet<String>();
        for (String name :
                List.of("tcp", "udp", "unix", "raw", "mptcp", "sctp", "packet", "vsock")) {
            if (given.hasMatchedOption("--" + name)) {
                names.add(name);
            }
        }
        String query = given.matchedOptionValue("-A", "");
        if (!query.isEmpty()) {
            names.addAll(List.of(query.split(",", -1)));
        }
        switch (family) {
            case "", "inet", "inet6" -> {}
            case "unix", "netlink", "vsock" -> names.add(family);
            case "link" -> names.add("packet");
            default ->
                    throw Failure.wrongUsage(
                            "--family="
                                    + family
                                    + ": no such family; write inet, inet6, unix, link, netlink or"
                                    + " vsock");
        }
        if (names.isEmpty() && internet) {
            SocketKinds all = SocketKinds.of(Set.of("inet"));
            return new SocketKinds(all.inet(), all.unix(), all.others(), false);
        }
        return names.isEmpty() ? SocketKinds.all() : SocketKinds.of(names);
    }

    /** The family that a word of a filter is of if it does not say; empty: inet and inet6. */
    Optional<Family> preferred() {
        if (version.isPresent()) {
            return Optional.of(version.get() == IpAddress.Version.V4 ? Family.INET : Family.INET6);
        }
        if (!kinds.inet().isEmpty()) {
            return Optional.empty();
        }
        if (!kinds.unix().isEmpty()) {
            return kinds.others().isEmpty() ? Optional.of(Family.UNIX) : Optional.empty();
        }
        return kinds.others().size() != 1
                ? Optional.empty()
                : Optional.of(
                        switch (kinds.others().iterator().next()) {
                            case OtherSocket.Family.PACKET -> Family.LINK;
                            case OtherSocket.Family.NETLINK -> Family.NETLINK;
                            case OtherSocket.Family.VSOCK -> Family.VSOCK;
                        });
    }

    /** The same, with the states that a filter names. */
    SocketsOptions in(Set<TcpState> named) {
        return new SocketsOptions(
                kinds,
                version,
                named,
                false,
                numeric,
                summary,
                process,
                style.withState(named.size() != 1));
    }

    /** What of a protocol's states to ask for: a walk over listeners alone is cheap. */
    Set<TcpState> statesOf(InetProtocol protocol) {
        return listening && protocol.hasConnections() ? EnumSet.of(TcpState.LISTEN) : states;
    }

    Set<InetQuery.Detail> details(boolean json) {
        EnumSet<InetQuery.Detail> details = EnumSet.noneOf(InetQuery.Detail.class);
        if (style.info()) {
            details.add(InetQuery.Detail.INFO);
            details.add(InetQuery.Detail.CONGESTION_CONTROL);
        }
        if (style.memory()) {
            details.add(InetQuery.Detail.MEMORY);
        }
        if (style.extended() || json) {
            details.add(InetQuery.Detail.TYPE_OF_SERVICE);
        }
        return details;
    }
}
