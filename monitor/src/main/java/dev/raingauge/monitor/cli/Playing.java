package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.tape.Player;
import dev.raingauge.sockdiag.tape.TapeHead;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/** Runs a command that looks at a recording instead of this machine. */
final class Playing {
    private Playing() {}

    static int run(Command command, ParseResult given, Surroundings around)
            throws IOException, Failure {
        String file = given.matchedOptionValue("--from", "");
        if (given.hasMatchedOption("--proc")) {
            throw Failure.wrongUsage("--proc does not go with --from: a recording has its own");
        }
        try (Player player = Player.open(path("--from=", file))) {
            checkNamespace(file, player.head(), given);
            return command.run(given, around.with(Session.of(player, command.name())));
        }
    }

    static Path path(String option, String text) throws Failure {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Failure.wrongUsage(option + text + ": no path");
        }
    }

    /** Only of all namespaces can one be picked. */
    private static void checkNamespace(String file, TapeHead head, ParseResult given)
            throws Failure {
        String wanted = given.matchedOptionValue("--namespace", head.namespace());
        if (!wanted.equals(head.namespace()) && !head.namespace().equals("all")) {
            throw Failure.of(
                    "%s does not hold --namespace=%s: it was recorded %s"
                            .formatted(
                                    file,
                                    wanted,
                                    head.namespace().isEmpty()
                                            ? "in the user's own"
                                            : "with --namespace=" + head.namespace()));
        }
    }
}
