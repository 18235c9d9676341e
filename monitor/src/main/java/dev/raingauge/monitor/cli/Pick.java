package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One namespace out of a recording of all: found in what the recording lists, and nothing else. */
final class Pick {
    /** How many names an error message lists. */
    private static final int MOST_NAMES = 20;

    private Pick() {}

    /**
     * The namespace that a user means.
     *
     * @param text a name, the file that the recording knows it by, or a process of that time
     * @param proc of the recording
     */
    static Host.Place among(List<Host.Place> all, String text, Path proc) throws Failure {
        Optional<Host.Place> named =
                all.stream()
                        .filter(place ->
                                place.namespace().name().equals(text)
                                        || place.file().toString().equals(text)
                                        || Integer.toString(place.pid().orElse(-1)).equals(text))
                        .findFirst();
        return named.or(() -> ofProcess(all, text, proc)).orElseThrow(() -> unknown(all, text));
    }

    private static Optional<Host.Place> ofProcess(List<Host.Place> all, String text, Path proc) {
        if (!text.matches("[1-9][0-9]{0,9}")) {
            return Optional.empty();
        }
        try {
            String link = Files.readSymbolicLink(proc.resolve(text).resolve("ns/net")).toString();
            return all.stream()
                    .filter(place -> link.equals("net:[" + place.namespace().id() + "]"))
                    .findFirst();
        } catch (IOException | TapeFailure noSuchProcess) {
            return Optional.empty();
        }
    }

    private static Failure unknown(List<Host.Place> all, String text) {
        String names =
                all.stream()
                        .limit(MOST_NAMES)
                        .map(place -> place.namespace().name())
                        .collect(Collectors.joining(", "));
        int more = all.size() - MOST_NAMES;
        return Failure.of(
                "--namespace=%s: there was no such namespace when this was recorded; there were: %s%s"
                        .formatted(text, names, more > 0 ? " and " + more + " more" : ""));
    }
}
