package dev.raingauge.monitor.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for zsh, with the explanations of {@code --help}. */
final class ZshCompletion {
    private static final String SCRIPT =
            """
            #compdef raingauge
            # zsh completion for raingauge, printed by: raingauge completion zsh
            _raingauge_namespaces() {
                local -a names
                names=(all /run/netns/*(N:t))
                compadd -a names
            }
            _raingauge() {
                local -a commands options
                commands=(
            @COMMANDS@
                    'help:explains a command, or: from TOOL, man'
                )
                if (( CURRENT == 2 )); then
                    _describe command commands
                    _arguments -S @ROOT@
                    return
                fi
                local command=$words[2]
                shift words
                (( CURRENT-- ))
                case $command in
                help)
                    if (( CURRENT == 2 )); then
                        commands+=('from:what is typed elsewhere' 'man:the manual page')
                        _describe command commands
                    elif [[ $words[2] == from ]]; then
                        compadd @TOOLS@
                    fi ;;
                completion) (( CURRENT == 2 )) && compadd bash zsh ;;
            @CASES@
                esac
            }
            if [[ $funcstack[1] == _raingauge ]]; then
                _raingauge "$@"
            else
                compdef _raingauge raingauge
            fi
            """;

    private ZshCompletion() {}

    static String script() throws IOException {
        var commands = new ArrayList<String>();
        var cases = new ArrayList<String>();
        for (Command command : Commands.all()) {
            String name = command.name();
            if (name.isEmpty()) {
                continue;
            }
            commands.add(" ".repeat(8) + "'" + name + ":" + quoted(command.summary()) + "'");
            if (!name.equals("completion")) {
                cases.add(
                        "    "
                                + name
                                + ") _arguments -S "
                                + String.join(" ", options(command))
                                + " '*: :_files' ;;");
            }
        }
        return SCRIPT.replace("@COMMANDS@", String.join("\n", commands))
                .replace("@ROOT@", String.join(" ", options(Commands.named("").orElseThrow())))
                .replace("@TOOLS@", String.join(" ", From.read().tools()))
                .replace("@CASES@", String.join("\n", cases));
    }

    private static List<String> options(Command command) {
        var words = new ArrayList<String>();
        for (OptionSpec option : Usage.spec(command).options()) {
            if (!option.hidden()) {
                words.add("'" + option.longestName() + explained(option) + "'");
            }
        }
        return words;
    }

    private static String explained(OptionSpec option) {
        String text = "[" + quoted(firstSentence(String.join(" ", option.description()))) + "]";
        if (option.arity().max() == 0) {
            return text;
        }
        String values =
                switch (option.longestName()) {
                    case "--namespace" -> "_raingauge_namespaces";
                    case "--proc" -> "_files -/";
                    default -> option.longestName().contains("file") ? "_files" : " ";
                };
        String label = quoted(option.paramLabel());
        return (option.arity().min() == 0 ? "=-" : "=")
                + text
                + (option.arity().min() == 0 ? "::" : ":")
                + label
                + ":"
                + values;
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }
}
