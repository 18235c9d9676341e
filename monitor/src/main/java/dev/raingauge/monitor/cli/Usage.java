package dev.raingauge.monitor.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Builds the parser of one command, and its help. */
final class Usage {
    private static final int WIDEST = 100;

    private Usage() {}

    /** The parser of one command. */
    static CommandSpec spec(Command command) {
        boolean root = command.name().isEmpty();
        CommandSpec spec =
                CommandSpec.create().name(root ? "raingauge" : "raingauge " + command.name());
        command.declare(spec);
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this help.")
                        .build());
        spec.addOption(
                OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .hidden(!root)
                        .description("Shows which Raingauge this is.")
                        .build());
        spec.usageMessage()
                .sortOptions(false)
                .synopsisHeading("Usage: ")
                .optionListHeading("%nOptions:%n");
        if (root) {
            addCommands(spec);
        }
        return spec;
    }

    private static void addCommands(CommandSpec spec) {
        var commands = new StringBuilder();
        for (Command command : Commands.all()) {
            if (!command.name().isEmpty()) {
                commands.append("  ").append(command.name());
                commands.repeat(' ', Math.max(1, 12 - command.name().length()));
                commands.append(command.summary()).append('\n');
            }
        }
        spec.usageMessage()
                .customSynopsis("raingauge [COMMAND] [OPTION...]")
                .footerHeading("%nCommands:%n")
                .footer(
                        commands.toString().stripTrailing(),
                        "",
                        "raingauge COMMAND --help says more about each of them.");
    }

    /** The help of a command, with a newline at its end. */
    static String help(CommandLine line, Screen screen) {
        int width = Math.min(WIDEST, screen.width().orElse(80));
        line.setUsageHelpWidth(Math.max(55, width)); // picocli accepts no less
        return line.getUsageMessage(screen.colours() ? Ansi.ON : Ansi.OFF);
    }
}
