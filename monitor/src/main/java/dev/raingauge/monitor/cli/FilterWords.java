package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.filter.FilterRefused;
import dev.raingauge.monitor.filter.SocketFilter;
import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.Host;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The words of a filter on the command line.
 *
 * @param words as they were typed
 * @param preferred the family that addresses are of if they do not say; empty: inet and inet6
 */
record FilterWords(List<String> words, Optional<Family> preferred) {
    FilterWords {
        words = List.copyOf(words);
    }

    static void declare(CommandSpec spec, String description) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("FILTER")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(description)
                        .build());
    }

    static FilterWords of(ParseResult given, Optional<Family> preferred) {
        return new FilterWords(given.matchedPositionalValue(0, List.of()), preferred);
    }

    boolean isEmpty() {
        return String.join(" ", words).isBlank();
    }

    /** What they mean in a namespace. */
    SocketFilter in(Lookout lookout, Host.Place place) throws Failure {
        try {
            return SocketFilter.parse(words, preferred, new NamespaceNames(lookout, place));
        } catch (FilterRefused refused) {
            throw Failure.wrongUsage(
                    String.valueOf(refused.getMessage()), List.of(text(refused), caret(refused)));
        }
    }

    private static String text(FilterRefused refused) {
        return "  " + Printable.of(refused.text());
    }

    /** Signs under the mistake, wherever escapes have moved it. */
    private static String caret(FilterRefused refused) {
        String text = refused.text();
        int from = refused.at();
        int to = Math.min(text.length(), from + refused.length());
        int before = Printable.of(text.substring(0, from)).length();
        int under = Printable.of(text.substring(from, to)).length();
        return "  " + " ".repeat(before) + "^".repeat(Math.max(1, under));
    }
}
