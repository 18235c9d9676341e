package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Printable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What may have been meant by words that were not understood; one line each. */
final class Suggestions {
    private static final int FAR = 3;

    private Suggestions() {}

    static String unknownCommand(String name) {
        String meant = nearest(name, Commands.all().stream().map(Command::name).toList());
        return "raingauge: there is no command '"
                + Printable.of(name)
                + "'; "
                + (meant.isEmpty() ? "" : "did you mean '" + meant + "'? ")
                + "raingauge --help lists them";
    }

    /** The parser's complaint in one line, with what may have been meant. */
    static String of(ParameterException e, Command command) {
        String help =
                "raingauge " + (command.name().isEmpty() ? "" : command.name() + " ") + "--help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            String word = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
            var options = new ArrayList<String>();
            e.getCommandLine().getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> options.addAll(List.of(option.names())));
            String meant = nearest(word, options);
            return (word.startsWith("-") ? "unknown option '" : "unexpected '")
                    + word
                    + "'; "
                    + (meant.isEmpty() ? "" : "did you mean " + meant + "? ")
                    + help
                    + " lists the options";
        }
        return e.getMessage() + "; see " + help;
    }

    /** The nearest of some words; empty if none is near. */
    static String nearest(String word, List<String> words) {
        String best = "";
        int least = FAR;
        for (String candidate : words) {
            int distance =
                    !candidate.isEmpty() && word.length() > 2 && candidate.startsWith(word)
                            ? 0
                            : distance(word, candidate);
            if (!candidate.isEmpty() && distance < least && distance < candidate.length() - 1) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** How many letters must be changed, added or removed; words beyond 40 letters are far. */
    private static int distance(String a, String b) {
        if (a.length() > 40 || b.length() > 40) {
            return FAR;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
