package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What a command did: the real one, called in this process. */
record Ran(int exitCode, String out, String err) {
    static Ran run(String... args) {
        return run(Map.of(), args);
    }

    /** With these environment variables. */
    static Ran run(Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var around =
                new Surroundings(
                        out,
                        err,
                        environment,
                        new Screen(false, true, false, Map.of()),
                        InstantSource.fixed(Instant.parse("2026-11-22T19:30:00.123Z")));
        int exitCode = Main.run(around, args);
        return new Ran(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** What stands at a place of the document: names of fields, and indexes of lists. */
    Object at(Object... path) {
        Object here = JsonText.parse(out);
        for (Object step : path) {
            Object next =
                    switch (here) {
                        case Map<?, ?> map -> map.get(step);
                        case List<?> list -> list.get((Integer) step);
                        default -> null;
                    };
            if (next == null) {
                throw new AssertionError("no " + step + " in " + here);
            }
            here = next;
        }
        return here;
    }

    /** The number that stands at a place of the document. */
    double number(Object... path) {
        return Double.parseDouble((String) at(path));
    }
}
