package dev.raingauge.monitor.cli;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.scenario.Expectation;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.lab.scenario.ScenarioGroup;
import dev.raingauge.monitor.analyse.LabScenario;
import dev.raingauge.monitor.view.LabText;
import dev.raingauge.monitor.view.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Makes one failure happen in a throw-away namespace, and shows it being found. */
final class LabCommand implements Command {
    private static final String ALL = "all";
    private static final Duration LONGEST = Duration.ofMinutes(4);

    @Override
    public String name() {
        return "lab";
    }

    @Override
    public String summary() {
        return "makes one failure happen in a throw-away namespace, and finds it";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Makes one thing go wrong in a throw-away network namespace, shows what the"
                                + " kernel's own tools say of it, and what the doctor finds."
                                + " Nothing leaves the machine, and nothing stays. Needs root,"
                                + " iproute2 and util-linux. Exit code: 0 the doctor was right, 1 it"
                                + " was not, or the lab cannot work here.")
                .parameterListHeading("%nWhich failure:%n");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("SCENARIO")
                        .arity("0..1")
                        .type(String.class)
                        .description(
                                "One from the list that raingauge lab shows, or all: every one"
                                        + " after the other, as a table of right and wrong.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--for")
                        .paramLabel("TIME")
                        .type(String.class)
                        .description("How long the doctor observes (default and least 6s).")
                        .build());
        spec.addOption(
                OptionSpec.builder("--keep")
                        .paramLabel("TIME")
                        .type(String.class)
                        .description(
                                "Lets the scenario go on for so long afterwards, to be looked at"
                                        + " from another terminal (at most 4m).")
                        .build());
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        String name = given.matchedPositionalValue(0, "");
        Duration observation =
                given.hasMatchedOption("--for")
                        ? within(
                                "--for", given.matchedOptionValue("--for", ""), LabPlay.OBSERVATION)
                        : LabPlay.OBSERVATION;
        Duration keep =
                given.hasMatchedOption("--keep")
                        ? within("--keep", given.matchedOptionValue("--keep", ""), Duration.ZERO)
                        : Duration.ZERO;
        boolean one = !name.isEmpty() && !name.equals(ALL);
        if (!one && !keep.isZero()) {
            throw Failure.wrongUsage(
                    "--keep goes with one scenario: raingauge lab stalled --keep=1m");
        }
        if (name.isEmpty()) {
            list(around);
            return 0;
        }
        Optional<Scenario> scenario = Scenario.named(name);
        if (one && scenario.isEmpty()) {
            throw Failure.wrongUsage(unknown(name));
        }
        // The lab says best itself why it cannot be opened.
        try (Lab lab = Lab.open()) {
            return scenario.isPresent()
                    ? new LabLesson(scenario.get(), observation, keep, around).run(lab)
                    : new LabRound(Scenario.all(), observation, around).run(lab);
        }
    }

    private static Duration within(String option, String text, Duration least) throws Failure {
        Duration time = Durations.parse(option, text);
        if (time.compareTo(least) < 0 || time.compareTo(LONGEST) > 0) {
            throw Failure.wrongUsage(
                    "%s=%s: a scenario ends by itself after ten minutes; give %s to %d minutes"
                            .formatted(
                                    option,
                                    text,
                                    least.isZero() ? "up" : least.toSeconds() + " seconds",
                                    LONGEST.toMinutes()));
        }
        return time;
    }

    private static String unknown(String name) {
        var names = new ArrayList<>(Scenario.all().stream().map(Scenario::name).toList());
        names.add(ALL);
        String meant = Suggestions.nearest(name, names);
        return "the lab has no scenario '%s'; %sraingauge lab lists them"
                .formatted(
                        Printable.of(name),
                        meant.isEmpty() ? "" : "did you mean '" + meant + "'? ");
    }

    private static void list(Surroundings around) throws IOException {
        var out = new StringBuilder();
        var text = new LabText(around.page(), out);
        text.paragraph(
                "Each scenario makes one thing happen in a throw-away network namespace. Beside its"
                        + " name stands what the doctor must find there.");
        out.append('\n');
        text.list(ScenarioGroup.all().stream().map(LabCommand::group).toList());
        text.paragraph(
                "raingauge lab SCENARIO plays one, in a quarter of a minute; raingauge lab all plays"
                        + " every one, in about ten minutes. Both need root.");
        around.print(out);
    }

    private static LabScenario.Group group(ScenarioGroup group) {
        return new LabScenario.Group(
                group.title(), group.scenarios().stream().map(LabCommand::entry).toList());
    }

    private static LabScenario entry(Scenario scenario) {
        List<String> rules =
                scenario.expected().stream()
                        .filter(one -> one.duty() == Expectation.Duty.MUST)
                        .map(Expectation::rule)
                        .distinct()
                        .toList();
        return new LabScenario(
                scenario.name(), rules, scenario.isHealthy() ? likenesses(scenario) : List.of());
    }

    /** The scenarios whose healthy twin this one is. */
    static List<String> likenesses(Scenario healthy) {
        return Scenario.all().stream()
                .filter(other -> other.twin().equals(Optional.of(healthy.name())))
                .map(Scenario::name)
                .toList();
    }
}
