package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.view.CounterCatalogue;
import dev.raingauge.monitor.view.CountersJson;
import dev.raingauge.monitor.view.CountersText;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The kernel's counters, explained. */
final class CountersCommand implements Command {
    @Override
    public String name() {
        return "counters";
    }

    @Override
    public String summary() {
        return "the kernel's counters of a namespace, each explained";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows the kernel's counters that concern connections and are not zero, with"
                                + " a sentence about each, and how it is commonly misread. They"
                                + " count since the namespace was made; --watch shows what moves"
                                + " and how fast.")
                .parameterListHeading("%nWhich counters:%n");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("PATTERN")
                        .arity("0..1")
                        .type(String.class)
                        .description(
                                "A part of the name, or with * and ? the whole name:"
                                        + " listen, 'TcpExtTCPAbort*'.")
                        .build());
        spec.addOption(
                OptionSpec.builder("-a", "--all")
                        .description("Also those that are zero, and those without an explanation.")
                        .build());
        ReadingOptions.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ReadingOptions options = ReadingOptions.of(given);
        String pattern = given.matchedPositionalValue(0, "");
        Optional<Predicate<String>> names =
                pattern.isEmpty() ? Optional.empty() : Optional.of(new NamePattern(pattern));
        boolean zeros =
                given.hasMatchedOption("--all") || (names.isPresent() && options.watch().isEmpty());
        var selection = new CountersText.Selection(names, zeros);
        CounterCatalogue catalogue = CounterCatalogue.load();
        try (var lookout = new Lookout(options, around)) {
            var look = new CountersLook(lookout, names.orElse(_ -> true));
            new Showing(options, around)
                    .run((page, out) -> {
                        CountersReport report = look.report();
                        checkAny(report, pattern);
                        if (options.json()) {
                            CountersJson.write(report, out);
                        } else {
                            CountersText.write(
                                    report, selection, catalogue, lookout.named(), page, out);
                        }
                    });
        }
        return 0;
    }

    private static void checkAny(CountersReport report, String pattern) throws Failure {
        boolean none =
                report.namespaces().stream().allMatch(at -> at.counters().values().isEmpty());
        if (none && !pattern.isEmpty()) {
            throw Failure.of(
                    "this kernel has no counter like '" + pattern + "'; --all lists what it has");
        }
    }
}
