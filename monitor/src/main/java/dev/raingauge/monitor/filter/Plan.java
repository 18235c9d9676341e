package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How a filter is put to work on internet sockets: what the kernel judges before it copies a
 * socket, and what is judged here on those that survive.
 *
 * @param sourcePort a local port that the kernel compares before anything else; empty: any
 * @param kernel what becomes bytecode: it lets pass every socket that the filter wants, and more
 *     only where {@code rest} is there; empty: everything passes
 * @param rest judged on the survivors; empty where the kernel's judgement is the whole filter
 * @param explanation what runs where, in lines of text
 */
public record Plan(
        OptionalInt sourcePort,
        Optional<Filter> kernel,
        Optional<Function<Subject, Truth>> rest,
        List<String> explanation) {
    public Plan {
        explanation = List.copyOf(explanation);
    }

    /** Judges a survivor. */
    public Truth judge(Subject socket) {
        return rest.isEmpty() ? Truth.YES : rest.get().apply(socket);
    }
}
