package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Family;
import dev.raingauge.monitor.filter.FilterRefused;
import dev.raingauge.monitor.filter.SocketFilter;
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

    /** What they mean in a namespace, where interfaces have other numbers than elsewhere. */
    SocketFilter in(Lookout lookout, Seat seat) throws Failure {
        try {
            return SocketFilter.parse(words, preferred, new FilterNames(lookout, seat));
        } catch (FilterRefused refused) {
            throw Caret.failure(refused);
        }
    }
}
