package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.Verdict;
import dev.raingauge.monitor.fleet.FleetException;
import dev.raingauge.monitor.fleet.FleetReport;
import dev.raingauge.monitor.fleet.Inquiry;
import dev.raingauge.monitor.fleet.LabelMatcher;
import dev.raingauge.monitor.view.FleetJson;
import dev.raingauge.monitor.view.FleetTable;
import dev.raingauge.monitor.view.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Asks a Prometheus that scrapes many hosts which of their listeners lose connections. */
final class FleetCommand implements Command {
    private static final String USUAL_SINCE = "1h";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final String SINCE = "--since";

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public String summary() {
        return "asks a Prometheus which listeners of many hosts lose connections";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Asks a Prometheus that scrapes 'raingauge serve' on many hosts, and shows"
                                + " which listeners lost connections within --since, the worst"
                                + " first. Exit code: 0 nothing found, 1 warning, 2 critical, 3"
                                + " could not look.",
                        "",
                        "raingauge fleet targets FILE.json [HOST...] adds hosts (or lines of"
                                + " standard input) to a file from which Prometheus discovers what"
                                + " to scrape.")
                .parameterListHeading("%nWhich hosts:%n");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("MATCHER")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(
                                "Conditions on labels, as PromQL has them: job=raingauge,"
                                        + " 'instance=~\"web.*\"', namespace=shop. Without any, all.")
                        .build());
        PrometheusOptions.declare(spec);
        spec.addOption(
                OptionSpec.builder(SINCE)
                        .paramLabel("TIME")
                        .type(String.class)
                        .description("The period to look at, up to now (default 1h; 1m to 168h).")
                        .build());
        spec.addOption(
                OptionSpec.builder("--json")
                        .description("One JSON document; with --watch one on each line.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--watch")
                        .paramLabel("SECONDS")
                        .arity("0..1")
                        .type(String.class)
                        .description("Asks again and again; a bare --watch every 2 s.")
                        .build());
        FleetTargets.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        List<String> words = given.matchedPositionalValue(0, List.of());
        if (!words.isEmpty() && words.getFirst().equals("targets")) {
            return FleetTargets.run(given, words.subList(1, words.size()), around);
        }
        FleetTargets.refuseOptions(given);
        List<LabelMatcher> matchers = matchers(words);
        Duration since = since(given);
        String server = PrometheusOptions.server(given, around.environment()).toString();
        try (PrometheusClient client = PrometheusOptions.client(given, around.environment())) {
            var inquiry = new Inquiry(client, server, matchers, since);
            boolean json = given.hasMatchedOption("--json");
            return show(inquiry, json, new Showing(json, watch(given), around), around);
        }
    }

    private static int show(Inquiry inquiry, boolean json, Showing showing, Surroundings around)
            throws IOException, Failure {
        var verdict = new Verdict[] {Verdict.UNKNOWN};
        showing.run((page, out) -> {
            try {
                FleetReport report = inquiry.report(around.clock().instant());
                verdict[0] = report.verdict();
                if (json) {
                    FleetJson.write(report, out);
                } else {
                    FleetTable.write(report, page, out);
                }
            } catch (FleetException e) {
                verdict[0] = Verdict.UNKNOWN;
                around.complain("raingauge fleet: " + Printable.of(String.valueOf(e.getMessage())));
            }
        });
        return verdict[0].exitCode();
    }

    private static List<LabelMatcher> matchers(List<String> words) throws Failure {
        try {
            return LabelMatcher.parse(words);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private static Duration since(ParseResult given) throws Failure {
        Duration since = Durations.parse(SINCE, given.matchedOptionValue(SINCE, USUAL_SINCE));
        if (since.compareTo(LONGEST) > 0 || since.compareTo(SHORTEST) < 0) {
            throw Failure.wrongUsage("--since: from 1m to 168h");
        }
        return since;
    }

    private static Optional<Duration> watch(ParseResult given) throws Failure {
        return given.hasMatchedOption("--watch")
                ? Optional.of(Durations.parse("--watch", given.matchedOptionValue("--watch", "")))
                : Optional.empty();
    }
}
