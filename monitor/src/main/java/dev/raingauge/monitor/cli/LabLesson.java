package dev.raingauge.monitor.cli;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Expectation;
import dev.raingauge.lab.scenario.Expectation.Place;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.analyse.LabCheck;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.view.LabText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One scenario, for somebody who learns. */
final class LabLesson {
    /** A counter as {@code nstat} names it, and what it did. */
    private static final Pattern COUNTER = Pattern.compile("(Tcp|Udp|Ip|Icmp)\\w+ \\d+ -> \\d+");

    private static final int MOST_READING = 3;

    private final Scenario scenario;
    private final Duration observation;
    private final Duration keep;
    private final Surroundings around;

    LabLesson(Scenario scenario, Duration observation, Duration keep, Surroundings around) {
        this.scenario = scenario;
        this.observation = observation;
        this.keep = keep;
        this.around = around;
    }

    /** What is written, and where it is collected until it is printed. */
    @FunctionalInterface
    private interface Part {
        void write(LabText text, StringBuilder out) throws IOException;
    }

    private void show(Part part) throws IOException {
        var out = new StringBuilder();
        part.write(new LabText(around.page(), out), out);
        around.print(out);
    }

    /** Plays it; the exit code. */
    int run(Lab lab) throws IOException, Failure {
        show((text, _) -> {
            text.heading("Scenario " + scenario.name());
            text.paragraph(scenario.says());
        });
        try (Running running = begun(lab)) {
            show((text, _) -> kernel(running, text));
            var checks = new ArrayList<LabCheck>(doctor(running.namespace(), Place.HERE));
            Optional<LabNamespace> other = running.elsewhere();
            if (other.isPresent()) {
                checks.addAll(doctor(other.get(), Place.ELSEWHERE));
            }
            show((text, out) -> verdict(checks, text, out));
            if (!keep.isZero()) {
                linger(running);
            }
            return checks.stream().allMatch(LabCheck::right) ? 0 : Failure.FAILED;
        }
    }

    private Running begun(Lab lab) throws IOException {
        try (var _ = Ticker.start(around, "setting the scene")) {
            return LabPlay.begin(scenario, lab);
        }
    }

    private void kernel(Running running, LabText text) throws IOException {
        String name = running.namespace().name();
        var nstat = new ArrayList<String>();
        var ss = new ArrayList<String>();
        sort(running.says(running.now()), nstat, ss);
        text.paragraph("");
        text.heading("What the kernel's own tools say, before -> after it began");
        text.labelled("nstat", nstat);
        text.labelled("ss", ss);
        if (running.elsewhere().isPresent()) {
            var there = new ArrayList<String>();
            sort(running.saysElsewhere(), there, there);
            text.paragraph("and in the other namespace");
            text.labelled("both", there);
        }
        text.paragraph(
                "Ask them yourself from another terminal, while this goes on (or --keep=1m):");
        String named = running.elsewhere().map(LabNamespace::name).orElse(name);
        text.commands(
                List.of(
                        "ip netns exec " + named + " nstat -as",
                        "ip netns exec " + named + " ss -anm -t -u -x"));
    }

    /** Signs name some counters more than once. */
    private static void sort(List<String> says, List<String> nstat, List<String> ss) {
        says.stream()
                .flatMap(line -> Pattern.compile(", ").splitAsStream(line))
                .distinct()
                .forEach(part -> (COUNTER.matcher(part).matches() ? nstat : ss).add(part));
    }

    private List<LabCheck> doctor(LabNamespace namespace, Place place) throws IOException, Failure {
        show((text, _) -> {
            text.paragraph("");
            text.heading(
                    place == Place.HERE
                            ? "What the doctor says"
                            : "What the doctor says of the other namespace");
            text.commands(
                    List.of(
                            "raingauge doctor --for=%ss --namespace=%s"
                                    .formatted(observation.toSeconds(), namespace.name())));
            text.paragraph("");
        });
        Observer.Observed observed =
                LabPlay.observe(
                        namespace, around, observation, DoctorCommand.progress(around, false));
        List<Finding> findings = DoctorCommand.findings(observed);
        CharSequence said = DoctorCommand.text(observed, findings, true, around.page());
        around.print(said.toString().stripTrailing() + "\n\n");
        return LabPlay.compare(scenario, place, findings);
    }

    private void verdict(List<LabCheck> checks, LabText text, StringBuilder out)
            throws IOException {
        text.heading("What had to be found");
        text.checks(checks);
        boolean right = checks.stream().allMatch(LabCheck::right);
        if (!right) {
            text.paragraph(
                    "The doctor was wrong here. On a very busy machine a scenario may miss its"
                            + " moment: play it again; if it stays so, please report it.");
        }
        out.append('\n');
        var reading = new ArrayList<String>();
        scenario.expected().stream()
                .filter(one -> one.duty() == Expectation.Duty.MUST)
                .map(Expectation::rule)
                .distinct()
                .limit(MOST_READING)
                .forEach(rule -> reading.add("docs/diagnosis/" + rule + ".md"));
        if (reading.isEmpty()) {
            reading.add("docs/lab.md");
        }
        text.labelled("read", reading);
        text.labelled("next", next());
    }

    private List<String> next() {
        if (scenario.isHealthy()) {
            return LabCommand.likenesses(scenario).stream()
                    .limit(1)
                    .map(name ->
                            "raingauge lab " + name + ": looks the same, and something is lost")
                    .toList();
        }
        return scenario.twin().flatMap(Scenario::named).stream()
                .map(twin ->
                        "raingauge lab "
                                + twin.name()
                                + (twin.isHealthy()
                                        ? ": looks like this one, and is healthy"
                                        : ": looks like this one, and is another thing"))
                .toList();
    }

    private void linger(Running running) throws IOException {
        String name = running.namespace().name();
        show((text, out) -> {
            out.append('\n');
            text.paragraph(
                    "It goes on for %d s; Ctrl-C ends it sooner. From another terminal:"
                            .formatted(keep.toSeconds()));
            text.commands(
                    List.of(
                            "raingauge listeners --watch --namespace=" + name,
                            "raingauge doctor --namespace=" + name,
                            "ip netns exec " + name + " ss -ltnm"));
        });
        try (var _ = Ticker.start(around, "going on")) {
            Pace.REAL.pause(keep);
        }
    }
}
