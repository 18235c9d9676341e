package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.Evidence;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.Rules;
import dev.raingauge.monitor.diagnose.Verdict;
import dev.raingauge.monitor.view.FindingsJson;
import dev.raingauge.monitor.view.FindingsText;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Observes for a while and says what is wrong, why, and what to do. */
final class DoctorCommand implements Command {
    private static final String USUAL = "10s";
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "observes for some seconds: who loses connections, why, what to do";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Observes the sockets and counters for some seconds and says which listener"
                                + " loses connections, why, what to do and what will not help. Exit"
                                + " code: 0 nothing found, 1 warning, 2 critical, 3 nothing could be"
                                + " looked at.");
        spec.addOption(
                OptionSpec.builder("--for")
                        .paramLabel("TIME")
                        .type(String.class)
                        .defaultValue(USUAL)
                        .description("How long to observe (default 10s; 500ms, 1m).")
                        .build());
        ReadingOptions.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ReadingOptions options = ReadingOptions.of(given);
        if (options.watch().isPresent()) {
            throw Failure.wrongUsage("doctor observes once; --watch does not go with it");
        }
        Duration length = Durations.parse("--for", given.matchedOptionValue("--for", USUAL));
        if (given.hasMatchedOption("--for")
                && around.session().filter(Session::plays).isPresent()) {
            throw Failure.wrongUsage(
                    "--for does not go with --from: a recording is as long as it is");
        }
        if (length.compareTo(LONGEST) > 0) {
            throw Failure.wrongUsage("--for: at most 1h; serve observes without an end");
        }
        Observer.Observed observed;
        boolean all;
        try (var lookout = new Lookout(options, around)) {
            all = lookout.named();
            observed =
                    new Observer(lookout, length(lookout, length))
                            .observe(progress(around, options.json()));
        } catch (IOException | TapeFailure e) {
            around.complain(
                    "raingauge doctor: nothing could be looked at: "
                            + Printable.of(Watching.reason(e)));
            return Verdict.UNKNOWN.exitCode();
        } catch (Failure e) {
            if (e.exitCode() != Failure.FAILED) {
                throw e;
            }
            around.complain("raingauge doctor: " + Printable.of(String.valueOf(e.getMessage())));
            return Verdict.UNKNOWN.exitCode(); // 1 would be a warning
        }
        return show(observed, options, all, around);
    }

    /** A recording is played for as long as it was made. */
    private static Duration length(Lookout lookout, Duration given) {
        return lookout.fact("doctor --for", () -> Optional.of(given.toString()))
                .map(Duration::parse)
                .orElse(given);
    }

    private static int show(
            Observer.Observed observed, ReadingOptions options, boolean named, Surroundings around)
            throws IOException {
        List<Finding> findings = findings(observed);
        Verdict verdict = Verdict.of(findings);
        if (options.json()) {
            var text = new StringBuilder();
            FindingsJson.write(observed.look(), observed.length(), verdict, findings, text);
            around.print(text);
        } else {
            around.print(text(observed, findings, named, around.page()));
        }
        return verdict.exitCode();
    }

    /** What the evidence of all namespaces proves, the worst first. */
    static List<Finding> findings(Observer.Observed observed) {
        List<Finding> findings = new ArrayList<>();
        observed.evidence().forEach(one -> findings.addAll(Rules.STANDARD.judge(one)));
        findings.sort(Rules.WORST_FIRST);
        return findings;
    }

    /** The findings for people. */
    static CharSequence text(
            Observer.Observed observed, List<Finding> findings, boolean named, Page page)
            throws IOException {
        var text = new StringBuilder();
        FindingsText.write(
                observed.look(),
                scope(observed.evidence()),
                observed.length(),
                findings,
                named || elsewhere(observed, findings),
                page,
                text);
        return text;
    }

    /** Whether a finding is about another namespace than the one that was looked at. */
    private static boolean elsewhere(Observer.Observed observed, List<Finding> findings) {
        return findings.stream()
                .anyMatch(finding ->
                        observed.evidence().stream()
                                .noneMatch(one ->
                                        one.namespace()
                                                .equals(finding.common().subject().namespace())));
    }

    private static String scope(List<Evidence> evidence) {
        return evidence.size() == 1
                ? "namespace " + evidence.getFirst().namespace().name()
                : evidence.size() + " namespaces";
    }

    /** On a terminal, after two seconds, so that nobody thinks it hangs. */
    static BiConsumer<Duration, Duration> progress(Surroundings around, boolean json) {
        if (!around.screen().terminal() || json) {
            return (_, _) -> {};
        }
        var shown = new long[1];
        return (at, length) -> {
            boolean last = at.compareTo(length) >= 0;
            if (at.toSeconds() >= 2 && (at.toSeconds() != shown[0] || last)) {
                shown[0] = at.toSeconds();
                around.mutter(
                        last
                                ? "\r\u001b[K"
                                : "\robserving: "
                                        + at.toSeconds()
                                        + " of "
                                        + length.toSeconds()
                                        + " s");
            }
        };
    }
}
