package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.SocketFilter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One filter in each namespace: the same interface has another index there, or is not there. */
final class Filters {
    private final Lookout lookout;
    private final FilterWords words;
    private final Map<Long, SocketFilter> known = new HashMap<>();

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
                filters.put(seat, words.in(lookout, seat.place()));
            } catch (Failure refused) {
                first = first == null ? refused : first;
            }
        }
        throwIf(filters.known.isEmpty() ? first : null);
        return filters;
    }

    private static void throwIf(@Nullable Failure failure) throws Failure {
        if (failure != null) {
            throw failure;
        }
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
            SocketFilter late = words.in(lookout, seat.place());
            put(seat, late);
            return late;
        } catch (Failure refused) {
            throw new IOException(
                    "the filter means nothing there: " + refused.getMessage(), refused);
        }
    }

    /** Those that were understood. */
    Iterable<SocketFilter> all() {
        return known.values();
    }
}
