package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.ProbeAttempt;
import dev.raingauge.monitor.analyse.ProbeReport;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.ProbeJson;
import dev.raingauge.monitor.view.ProbeText;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.model.ConnectResult;
import dev.raingauge.sockdiag.model.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Connects, and explains what happened. */
final class ProbeCommand implements Command {
    private static final int MOST_ROUNDS = 10_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

    /** A probe measures a server; it is not to load it. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public String summary() {
        return "connects once, or --count times, and explains what happened";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Connects, sends nothing, and says what happened and what it means:"
                                + " refused, reset, unreachable, a SYN sent again, a full queue,"
                                + " a connection that nobody accepts. Where the server is on this"
                                + " host, its listener's queue tells which of the causes it was.",
                        "",
                        "Exit code 0 if it connected (each time), 1 if not.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("TARGET")
                        .arity("1")
                        .type(String.class)
                        .description("HOST:PORT, [V6]:PORT, :PORT (of this host), /path or @name.")
                        .build());
        option(spec, "--timeout", "SECONDS", "The longest time for one attempt. Default: 5s.");
        option(spec, "--count", "N", "Connects so many times (at most 10000), then sums up.");
        option(spec, "--interval", "SECONDS", "From one to the next. Default: 1s, least: 100ms.");
        spec.addOption(OptionSpec.builder("--json").description("One JSON document.").build());
        option(
                spec,
                "--namespace",
                "NAME|PID|PATH",
                "The network namespace to connect from; names are looked up in your own.");
    }

    private static void option(CommandSpec spec, String name, String label, String description) {
        spec.addOption(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(String.class)
                        .description(description)
                        .build());
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        Duration timeout = Durations.parse("--timeout", given.matchedOptionValue("--timeout", "5"));
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw Failure.wrongUsage("--timeout: 5m is the most");
        }
        Duration interval =
                Durations.parse("--interval", given.matchedOptionValue("--interval", "1"));
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw Failure.wrongUsage("--interval: 100ms is the least: a probe is not to load");
        }
        int count = count(given.matchedOptionValue("--count", "1"));
        String where = given.matchedOptionValue("--namespace", "");
        if (where.equals("all")) {
            throw Failure.wrongUsage("--namespace=all: a probe starts from one namespace; name it");
        }
        String text = given.matchedPositionalValue(0, "");
        ProbeTarget target = ProbeTarget.parse(text, timeout);
        Host.Place place = place(where);
        Optional<Path> file = where.isEmpty() ? Optional.empty() : Optional.of(place.file());
        var owners = new Owners(Host.REAL.proc());
        try (var seat = new Seat(Host.REAL, place, true)) {
            var sight = new ProbeSight(seat.sockets(), owners);
            var prober = new Prober(file, timeout, sight);
            boolean json = given.hasMatchedOption("--json");
            Page page =
                    new Page(
                            around.screen().width(),
                            around.screen().unicode(),
                            around.screen().colours());
            var rounds = new ArrayList<ProbeReport.Round>();
            Set<String> explained = new HashSet<>();
            for (int number = 1; number <= count; number++) {
                long begun = Prober.nanos();
                var round = new ProbeReport.Round(number, attempts(prober, target));
                rounds.add(round);
                if (!json) {
                    var out = new StringBuilder();
                    ProbeText.round(round, count > 1, explained.add(outcome(round)), page, out);
                    around.print(out);
                }
                if (number < count && !sleep(interval.minus(Prober.since(begun)))) {
                    break;
                }
            }
            var report =
                    new ProbeReport(look(seat, around), place.namespace(), text, timeout, rounds);
            var out = new StringBuilder();
            if (json) {
                ProbeJson.write(report, out);
            } else if (count > 1) {
                ProbeText.statistics(report, page, out);
            }
            around.print(out);
            return report.allConnected() ? 0 : Failure.FAILED;
        }
    }

    private static int count(String text) throws Failure {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MOST_ROUNDS) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Failure.wrongUsage("--count=" + text + ": write a number from 1 to " + MOST_ROUNDS);
    }

    private static Host.Place place(String where) throws IOException, Failure {
        if (where.isEmpty()) {
            return Host.REAL.own();
        }
        try {
            return Host.REAL.find(where);
        } catch (IOException e) {
            throw Failure.of("--namespace=" + where + ": " + e.getMessage());
        }
    }

    private static List<ProbeAttempt> attempts(Prober prober, ProbeTarget target)
            throws IOException {
        return switch (target) {
            case ProbeTarget.Unix(var name) -> List.of(prober.unix(name));
            case ProbeTarget.Inet(_, List<Endpoint> endpoints) -> {
                var attempts = new ArrayList<ProbeAttempt>();
                for (Endpoint endpoint : endpoints) {
                    ProbeAttempt attempt = prober.tcp(endpoint);
                    attempts.add(attempt);
                    if (attempt.connected()) {
                        break;
                    }
                }
                yield attempts;
            }
        };
    }

    /** What is explained only once. */
    private static String outcome(ProbeReport.Round round) {
        var text = new StringBuilder();
        for (ProbeAttempt attempt : round.attempts()) {
            text.append(attempt.address()).append(attempt.result()).append(attempt.acceptance());
            text.append(attempt.peer()).append(attempt.synRetransmits().orElse(0) > 0);
            boolean slow = attempt.took().toMillis() >= 900;
            text.append(attempt.result() == ConnectResult.CONNECTED && slow).append(' ');
        }
        return text.toString();
    }

    /** Whether we are to go on. */
    private static boolean sleep(Duration rest) {
        try {
            Thread.sleep(rest.isNegative() ? Duration.ZERO : rest);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Look look(Seat seat, Surroundings around) throws IOException {
        HostFacts facts = HostFacts.of(Host.REAL.proc());
        return new Look(
                around.clock().instant(),
                facts.name(),
                facts.kernel(),
                Set.of(seat.sockets().source()),
                true,
                seat.gap().stream().toList());
    }
}
