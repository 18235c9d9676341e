package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.tape.Recorder;
import dev.raingauge.sockdiag.tape.TapeHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Saves what the kernel answered, so that every reading command can show it again elsewhere. */
final class RecordCommand implements Command {
    private static final String USUAL = "10s";
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public String name() {
        return "record";
    }

    @Override
    public String summary() {
        return "saves what the kernel answered; --from FILE shows it anywhere";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Saves what the kernel answered to the reading commands, doctor included."
                                + " 'raingauge COMMAND --from FILE' shows it again, on any machine,"
                                + " byte for byte. With a COMMAND, that one alone is run, shown and"
                                + " recorded, with the options it is given.")
                .customSynopsis("raingauge record [OPTION...] FILE [-- COMMAND [OPTION...]]");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel("FILE")
                        .arity("1")
                        .type(String.class)
                        .description("Where to; it appears when the recording is complete.")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1..*")
                        .paramLabel("COMMAND")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("One command to record, with its options, behind --.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--for")
                        .paramLabel("TIME")
                        .type(String.class)
                        .defaultValue(USUAL)
                        .description(
                                "How long doctor observes, or a COMMAND with --watch looks (default"
                                        + " 10s; 500ms, 1m).")
                        .build());
        spec.addOption(
                OptionSpec.builder("--redact")
                        .description(
                                "Replaces addresses, names of processes, files, namespaces and the"
                                        + " host by others, the same for the same.")
                        .build());
        ReadingOptions.declareWhere(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        String file = given.matchedPositionalValue(0, "");
        List<String> words = given.matchedPositionalValue(1, List.of());
        if (file.isEmpty()) {
            throw Failure.wrongUsage("which FILE to record into? see raingauge record --help");
        }
        Duration length = Durations.parse("--for", given.matchedOptionValue("--for", USUAL));
        if (length.compareTo(LONGEST) > 0) {
            throw Failure.wrongUsage("--for: at most 1h");
        }
        Path proc = ReadingOptions.proc(given.matchedOptionValue("--proc", "/proc"));
        var wanted =
                words.isEmpty()
                        ? new Wanted(
                                given.matchedOptionValue("--namespace", ""),
                                proc,
                                !given.hasMatchedOption("--no-netlink"))
                        : wanted(given, words);
        HostFacts facts = HostFacts.of(wanted.proc());
        var head =
                new TapeHead(
                        around.clock().instant(),
                        facts.name(),
                        facts.kernel(),
                        "raingauge " + Version.TEXT,
                        wanted.namespace(),
                        wanted.proc().toString(),
                        wanted.netlink(),
                        given.hasMatchedOption("--redact"));
        try (Recorder recorder = Recorder.into(Playing.path("", file), head)) {
            int code =
                    words.isEmpty()
                            ? recordAll(recorder, wanted, length, around)
                            : record(recorder, words, length, around);
            Recorder.Written written = recorder.end();
            String said = said(file, written);
            if (words.isEmpty()) {
                around.print(said + "\n");
            } else {
                around.complain(said); // standard output is the command's
            }
            return code;
        }
    }

    /** What is looked at. */
    private record Wanted(String namespace, Path proc, boolean netlink) {}

    /** What a command says by its own options. */
    private static Wanted wanted(ParseResult given, List<String> words) throws Failure {
        for (String option : List.of("--namespace", "--proc", "--no-netlink")) {
            if (given.hasMatchedOption(option)) {
                throw Failure.wrongUsage(option + " belongs behind --, to the command");
            }
        }
        return new Wanted(
                value(words, "--namespace", ""),
                ReadingOptions.proc(value(words, "--proc", "/proc")),
                !words.contains("--no-netlink"));
    }

    private static String value(List<String> words, String option, String usual) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(option + "=")) {
                return words.get(i).substring(option.length() + 1);
            }
            if (words.get(i).equals(option) && i + 1 < words.size()) {
                return words.get(i + 1);
            }
        }
        return usual;
    }

    private static int record(
            Recorder recorder, List<String> words, Duration length, Surroundings around)
            throws Failure {
        String name = words.getFirst().startsWith("-") ? "" : words.getFirst();
        Optional<Command> command = Commands.named(name);
        if (command.isEmpty()) {
            throw Failure.wrongUsage(Suggestions.unknownCommand(name));
        }
        if (Usage.spec(command.get()).findOption("--from") == null) {
            throw Failure.wrongUsage(name + " cannot be recorded: it has no --from to play it");
        }
        if (name.equals("top")) {
            throw Failure.wrongUsage(
                    "top is not recorded itself; 'raingauge record FILE --for=1m' records what it"
                            + " plays");
        }
        if (words.stream().anyMatch(word -> word.startsWith("--from"))) {
            throw Failure.wrongUsage("--from is a recording already: copy the file");
        }
        Session session = Session.of(recorder, name, length);
        return Main.run(around.with(session), words.toArray(String[]::new));
    }

    /** One look of each command before and after an observation. */
    private static int recordAll(
            Recorder recorder, Wanted wanted, Duration length, Surroundings around) throws Failure {
        if (around.screen().terminal()) {
            around.mutter("recording for " + length.toSeconds() + " s\r");
        }
        String observation = "doctor --for=" + length.toMillis() + "ms";
        for (String command : LOOKS) {
            recordQuietly(recorder, command, wanted, around);
        }
        recordQuietly(recorder, observation, wanted, around);
        for (String command : LOOKS) {
            recordQuietly(recorder, command, wanted, around);
        }
        return 0;
    }

    /** What is recorded where the user names no command; only those that there are. */
    private static final List<String> LOOKS =
            List.of("", "listeners", "sockets -anemiop", "summary", "counters", "limits");

    private static void recordQuietly(
            Recorder recorder, String command, Wanted wanted, Surroundings around) throws Failure {
        var words = new ArrayList<>(List.of(command.split(" ")));
        words.remove("");
        if (!wanted.namespace().isEmpty()) {
            words.add("--namespace=" + wanted.namespace());
        }
        if (!wanted.netlink()) {
            words.add("--no-netlink");
        }
        words.add("--proc=" + wanted.proc());
        var complaints = new ByteArrayOutputStream();
        var unseen =
                new Surroundings(
                        OutputStream.nullOutputStream(),
                        complaints,
                        around.environment(),
                        new Screen(false, true, false, around.environment()),
                        around.clock());
        String name = command.split(" ", 2)[0];
        Session session = Session.of(recorder, name, LONGEST);
        int code = Main.run(unseen.with(session), words.toArray(String[]::new));
        boolean observed = name.equals("doctor") && code < 3; // 1 and 2 are findings
        if (code != 0 && !observed) {
            String why = complaints.toString(StandardCharsets.UTF_8).strip();
            throw Failure.of(why.isEmpty() ? name + " could not be recorded" : why);
        }
    }

    private static String size(long bytes) {
        return bytes < 10_000 ? bytes + " bytes" : bytes / 1024 + " KiB";
    }

    private static String said(String file, Recorder.Written written) {
        return "recorded %d %s with %d sockets into %s (%s)"
                .formatted(
                        written.looks(),
                        written.looks() == 1 ? "look" : "looks",
                        written.sockets(),
                        Printable.of(file),
                        size(written.bytes()));
    }
}
