package dev.raingauge.monitor.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * One command of the program. Its options are declared in code, and only those of the command that
 * is run: reading annotations, or building what is not asked for, would be felt at every start.
 */
interface Command {
    /** What the user types; empty for the screen without a command. */
    String name();

    /** One line for the list of commands, without a full stop. */
    String summary();

    /** Adds the command's own options and explanations; {@code --help} is there already. */
    void declare(CommandSpec spec);

    /**
     * Does the work.
     *
     * @return the exit code, where it ended well enough to have one
     * @throws Failure with one line that says what and what to do
     */
    int run(ParseResult given, Surroundings around) throws IOException, Failure;
}
