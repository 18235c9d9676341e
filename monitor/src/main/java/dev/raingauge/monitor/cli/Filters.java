package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.SocketFilter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One filter in each namespace: the same interface has another index there, or is not there. */
final class Filters {
    private final Lookout lookout;
    private final FilterWords words;
    private final Map<Long, SocketFilter> known = new LinkedHashMap<>();

    private Filters(Lookout lookout, FilterWords words) {
        this.lookout = lookout;
        this.words = words;
    }

    /**
     * What the words mean in the namespaces that were asked for.
     *
     * @throws Failure if they mean nothing in any of them
     */
    static Filters of(Lookout lookout, FilterWords words) throws IOException, Failure {
        var filters = new Filters(lookout, words);
        Failure first = null;
        for (Seat seat : lookout.seats(new Lookout.Notes())) {
            try {
                filters.put(seat, words.in(lookout, seat));
            } catch (Failure refused) {
                first = first == null ? refused : first;
            }
        }
        if (filters.known.isEmpty()) {
            throw first == null ? Failure.of("no namespace can be seen") : first;
        }
        return filters;
    }

    private void put(Seat seat, SocketFilter filter) {
        known.put(seat.namespace().id(), filter);
    }

    /** What they mean in one namespace, which may have come since. */
    SocketFilter in(Seat seat) throws IOException {
        SocketFilter filter = known.get(seat.namespace().id());
        if (filter != null) {
            return filter;
        }
        try {
            SocketFilter late = words.in(lookout, seat);
            put(seat, late);
            return late;
        } catch (Failure refused) {
            throw new IOException(
                    "the filter means nothing there: " + refused.getMessage(), refused);
        }
    }

    /** One of those that were understood: states and families are the same in each of them. */
    SocketFilter any() {
        return known.values().iterator().next();
    }
}
