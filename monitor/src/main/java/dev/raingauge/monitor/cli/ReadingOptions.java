package dev.raingauge.monitor.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that every reading command has.
 *
 * @param json one document instead of a table
 * @param watch look again after this time, for ever; empty: look once
 * @param where the namespaces to look at
 * @param proc the mount point of the proc file system
 * @param netlink whether the kernel may be asked through sock_diag; if not, /proc must do
 */
record ReadingOptions(
        boolean json, Optional<Duration> watch, Where where, Path proc, boolean netlink) {
    private static final String USUAL_WATCH = "2";

    static void declare(CommandSpec spec) {
        declareLook(spec);
        declareWhere(spec);
        declareFrom(spec);
    }

    private static void declareLook(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("--json")
                        .description("One JSON document; with --watch one on each line.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--watch")
                        .paramLabel("SECONDS")
                        .arity("0..1")
                        .type(String.class)
                        .fallbackValue(USUAL_WATCH)
                        .description("Looks again and again (every 2 s, or 500ms, 10s, 1m).")
                        .build());
    }

    /** Which part of this machine to look at, and how. */
    static void declareWhere(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("--namespace")
                        .paramLabel("NAME|PID|PATH|all")
                        .type(String.class)
                        .description(
                                "The network namespace to look at: a name in /run/netns, that of a"
                                        + " process, a file, or all of the host. Default: your own.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--proc")
                        .paramLabel("DIR")
                        .type(String.class)
                        .defaultValue("/proc")
                        .description("Where the proc file system is mounted. Default: /proc.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--no-netlink")
                        .description(
                                "Asks /proc only, as on a kernel without sock_diag: no limits, no"
                                        + " drops, no waiting times.")
                        .build());
    }

    /** What to look at: a recording instead of this machine. */
    static void declareFrom(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("--from")
                        .paramLabel("FILE")
                        .type(String.class)
                        .description("Looks at what 'raingauge record FILE' has recorded.")
                        .build());
    }

    static ReadingOptions of(ParseResult given) throws Failure {
        String watch = given.matchedOptionValue("--watch", "");
        return new ReadingOptions(
                given.hasMatchedOption("--json"),
                given.hasMatchedOption("--watch")
                        ? Optional.of(Durations.parse("--watch", watch))
                        : Optional.empty(),
                Where.parse(given.matchedOptionValue("--namespace", "")),
                proc(given.matchedOptionValue("--proc", "/proc")),
                !given.hasMatchedOption("--no-netlink"));
    }

    static Path proc(String text) throws Failure {
        Path proc;
        try {
            proc = Path.of(text);
        } catch (InvalidPathException e) {
            throw Failure.wrongUsage("--proc=" + text + ": no path");
        }
        if (!Files.isDirectory(proc)) {
            throw Failure.of(
                    "--proc="
                            + text
                            + ": no such directory; name one that holds a proc file system");
        }
        return proc;
    }

    /**
     * The arguments with a bare {@code --watch} completed, for the parser would take the next word
     * for its value.
     */
    static String[] normalized(List<String> args) {
        int end = args.indexOf("--");
        String[] normal = args.toArray(String[]::new);
        for (int i = 0; i < (end < 0 ? normal.length : end); i++) {
            if (normal[i].equals("--watch")) {
                normal[i] = "--watch=" + USUAL_WATCH;
            }
        }
        return normal;
    }
}
