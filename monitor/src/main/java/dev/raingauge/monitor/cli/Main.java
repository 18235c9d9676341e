package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The program's way in. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs one command and returns its exit code; ends nothing, so that it can be called again. */
    static int run(String... args) {
        return run(Surroundings.real(), args);
    }

    /** As {@link #run(String...)}, in other surroundings. */
    static int run(Surroundings around, String... args) {
        String name = args.length > 0 && !args[0].startsWith("-") ? args[0] : "";
        List<String> rest = Arrays.asList(args).subList(name.isEmpty() ? 0 : 1, args.length);
        String called = name.isEmpty() ? "raingauge" : "raingauge " + Printable.of(name);
        try {
            if (name.equals("help")) {
                return help(around, rest);
            }
            Optional<Command> command = Commands.named(name);
            if (command.isEmpty()) {
                around.complain(Suggestions.unknownCommand(name));
                return Failure.WRONG_USAGE;
            }
            return run(command.get(), rest, around);
        } catch (ClosedOutputException | EndOfRecordingException enough) {
            return 0;
        } catch (TapeFailure e) {
            around.complain(called + ": " + oneLine(e));
            return Failure.FAILED;
        } catch (Failure e) {
            around.complain(called + ": " + oneLine(e));
            e.more().forEach(around::complain);
            return e.exitCode();
        } catch (IOException e) {
            around.complain(called + ": " + oneLine(e));
            return Failure.FAILED;
        } catch (RuntimeException bug) {
            around.complain(
                    called + ": a bug in Raingauge, please report these lines: " + oneLine(bug));
            for (StackTraceElement line : bug.getStackTrace()) {
                around.complain("    at " + line);
            }
            return Failure.FAILED;
        }
    }

    private static int run(Command command, List<String> args, Surroundings around)
            throws IOException, Failure {
        CommandSpec spec = Usage.spec(command);
        CommandLine line = new CommandLine(spec);
        CommandLine.ParseResult given;
        try {
            given = line.parseArgs(ReadingOptions.normalized(args));
        } catch (ParameterException e) {
            throw Failure.wrongUsage(Suggestions.of(e, command));
        }
        if (given.hasMatchedOption("--help")) {
            around.print(Usage.help(line, around.screen()));
            return 0;
        }
        if (given.hasMatchedOption("--version")) {
            around.print("raingauge " + Version.TEXT + "\n");
            return 0;
        }
        boolean plays = spec.findOption("--from") != null && given.hasMatchedOption("--from");
        return plays ? Playing.run(command, given, around) : command.run(given, around);
    }

    private static int help(Surroundings around, List<String> args) throws IOException, Failure {
        String name = args.isEmpty() ? "" : args.getFirst();
        if (name.equals("from") || name.equals("man")) {
            around.print(Guides.text(args, around.screen()));
            return 0;
        }
        Optional<Command> command = Commands.named(name);
        if (command.isEmpty()) {
            throw Failure.wrongUsage(Suggestions.unknownCommand(name));
        }
        around.print(Usage.help(new CommandLine(Usage.spec(command.get())), around.screen()));
        return 0;
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        String plain =
                switch (e) {
                    case NoSuchFileException _ -> "no such file: " + message;
                    case AccessDeniedException _ -> "no permission: " + message;
                    default -> message == null ? e.getClass().getSimpleName() : message;
                };
        return Printable.of(plain);
    }
}
