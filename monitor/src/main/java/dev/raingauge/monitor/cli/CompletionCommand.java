package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Printable;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Prints what a shell needs to complete our words. */
final class CompletionCommand implements Command {
    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "completion of commands and options, for bash or zsh";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Prints a script that lets the shell complete commands, options and the"
                                + " names of namespaces.",
                        "",
                        "bash: eval \"$(raingauge completion bash)\" in ~/.bashrc, or the file"
                                + " /usr/share/bash-completion/completions/raingauge.",
                        "",
                        "zsh: eval \"$(raingauge completion zsh)\" in ~/.zshrc after compinit, or a"
                                + " file _raingauge in a directory of $fpath.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("SHELL")
                        .arity("1")
                        .type(String.class)
                        .description("bash or zsh.")
                        .build());
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        String shell = given.matchedPositionalValue(0, "");
        around.print(
                switch (shell) {
                    case "bash" -> BashCompletion.script();
                    case "zsh" -> ZshCompletion.script();
                    default ->
                            throw Failure.wrongUsage(
                                    "no completion for '"
                                            + Printable.of(shell)
                                            + "'; write bash or zsh");
                });
        return 0;
    }
}
