package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.CloseReport;
import dev.raingauge.monitor.view.CloseJson;
import dev.raingauge.monitor.view.CloseTable;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Closes sockets of whatever process. */
final class CloseCommand implements Command {
    @Override
    public String name() {
        return "close";
    }

    @Override
    public String summary() {
        return "closes the sockets that match; a rehearsal unless --yes";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows which TCP and UDP sockets match, and with --yes has the kernel close"
                                + " them, whosever they are: the process gets ECONNABORTED, a TCP"
                                + " peer a reset. Needs CAP_NET_ADMIN.",
                        "",
                        "Connections only, unless -l, -a or a state says otherwise. A listener that"
                                + " is closed ends its port; most programs must be restarted then.")
                .parameterListHeading("%nWhich sockets:%n");
        FilterWords.declare(
                spec,
                "As for sockets and ss: 'dst 10.0.0.7', 'state close-wait sport = :8080'. Without a"
                        + " filter nothing is closed.");
        flag(spec, "--yes", "", "Closes them.");
        flag(spec, "-t", "--tcp", "Only TCP.");
        flag(spec, "-u", "--udp", "Only UDP.");
        flag(spec, "-4", "--ipv4", "Only IPv4.");
        flag(spec, "-6", "--ipv6", "Only IPv6.");
        flag(spec, "-l", "--listening", "Only what waits for connections or datagrams.");
        flag(spec, "-a", "--all", "All states.");
        ReadingOptions.declare(spec);
    }

    private static void flag(CommandSpec spec, String name, String other, String words) {
        OptionSpec.Builder option =
                other.isEmpty() ? OptionSpec.builder(name) : OptionSpec.builder(name, other);
        spec.addOption(option.description(words).build());
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ReadingOptions reading = ReadingOptions.of(given);
        FilterWords words = FilterWords.of(given, Optional.empty());
        if (words.isEmpty()) {
            throw Failure.wrongUsage(
                    "close which sockets? Write a filter, such as dst 10.0.0.7 or sport = :8080");
        }
        if (reading.watch().isPresent()) {
            throw Failure.wrongUsage("close looks once: leave --watch out");
        }
        if (!reading.netlink()) {
            throw Failure.wrongUsage("close needs netlink: leave --no-netlink out");
        }
        try (var lookout = new Lookout(reading, around)) {
            var look =
                    new CloseLook(lookout, words, protocols(given), version(given), states(given));
            CloseReport report = look.report(given.hasMatchedOption("--yes"));
            var text = new StringBuilder();
            if (reading.json()) {
                CloseJson.write(report, text);
            } else {
                Screen screen = around.screen();
                var page = new Page(screen.width(), screen.unicode(), screen.colours());
                CloseTable.write(report, lookout.named(), page, text);
            }
            around.print(text);
            return report.rehearsal() || report.isDone() ? 0 : Failure.FAILED;
        }
    }

    private static Set<InetProtocol> protocols(ParseResult given) {
        boolean tcp = given.hasMatchedOption("-t");
        boolean udp = given.hasMatchedOption("-u");
        if (tcp == udp) {
            return EnumSet.of(InetProtocol.TCP, InetProtocol.UDP);
        }
        return EnumSet.of(tcp ? InetProtocol.TCP : InetProtocol.UDP);
    }

    private static Optional<IpAddress.Version> version(ParseResult given) {
        boolean v4 = given.hasMatchedOption("-4");
        return v4 == given.hasMatchedOption("-6")
                ? Optional.empty()
                : Optional.of(v4 ? IpAddress.Version.V4 : IpAddress.Version.V6);
    }

    private static Set<TcpState> states(ParseResult given) {
        Set<TcpState> all = EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN));
        if (given.hasMatchedOption("-a")) {
            return all;
        }
        Set<TcpState> waiting = EnumSet.of(TcpState.LISTEN, TcpState.CLOSE);
        if (given.hasMatchedOption("-l")) {
            return waiting;
        }
        all.removeAll(waiting);
        return all;
    }
}
