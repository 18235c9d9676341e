package dev.raingauge.monitor.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for bash; needs bash 4 and nothing else. */
final class BashCompletion {
    private static final String SCRIPT =
            """
            # bash completion for raingauge, printed by: raingauge completion bash
            _raingauge() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=
                # readline takes "=" for a word of its own
                if [ "$word" = "=" ]; then
                    word=
                elif [ "$before" = "=" ]; then
                    before=${COMP_WORDS[COMP_CWORD-2]}
                else
                    before=
                fi
                COMPREPLY=()
                case $before in
                --namespace)
                    words="all $(command ls /run/netns 2>/dev/null)" ;;
                --?*)
                    mapfile -t COMPREPLY < <(compgen -f -- "$word")
                    return ;;
                *)
                    if [ "$COMP_CWORD" = 1 ]; then
                        words="@COMMANDS@ help @ROOT@"
                    else
                        case ${COMP_WORDS[1]} in
                        help)
                            case ${COMP_WORDS[2]} in
                            from) words="@TOOLS@" ;;
                            *) words="@COMMANDS@ from man" ;;
                            esac
                            [ "$COMP_CWORD" = 2 ] && words="@COMMANDS@ from man" ;;
                        completion) words="bash zsh --help" ;;
            @CASES@
                        esac
                    fi ;;
                esac
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
                case ${COMPREPLY[0]} in *=) compopt -o nospace 2>/dev/null ;; esac
                if [ ${#COMPREPLY[@]} = 0 ]; then
                    case $word in /*|./*|../*) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;; esac
                fi
            }
            complete -F _raingauge raingauge
            """;

    private BashCompletion() {}

    static String script() throws IOException {
        var cases = new ArrayList<String>();
        for (Command command : Commands.all()) {
            if (!command.name().isEmpty() && !command.name().equals("completion")) {
                cases.add(
                        " ".repeat(12)
                                + command.name()
                                + ") words=\""
                                + String.join(" ", options(command))
                                + "\" ;;");
            }
        }
        return SCRIPT.replace("@COMMANDS@", String.join(" ", names()))
                .replace("@ROOT@", String.join(" ", options(Commands.named("").orElseThrow())))
                .replace("@TOOLS@", String.join(" ", From.read().tools()))
                .replace("@CASES@", String.join("\n", cases));
    }

    private static List<String> names() {
        return Commands.all().stream().map(Command::name).filter(name -> !name.isEmpty()).toList();
    }

    /** Long options; one that must have a value with its "=". */
    private static List<String> options(Command command) {
        var words = new ArrayList<String>();
        for (OptionSpec option : Usage.spec(command).options()) {
            if (!option.hidden()) {
                words.add(option.longestName() + (option.arity().min() > 0 ? "=" : ""));
            }
        }
        return words;
    }
}
