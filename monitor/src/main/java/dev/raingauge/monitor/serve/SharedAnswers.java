package dev.raingauge.monitor.serve;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Answers that many ask for at once, made once: whoever had to wait takes one that was begun after
 * it came, and whoever comes within a tenth of a second the one that was made last. So a hundred
 * scrapes at the same time cost two or three, in time and in memory.
 */
final class SharedAnswers {
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanos;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    SharedAnswers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How an answer is made. */
    @FunctionalInterface
    interface Making {
        Answer make() throws IOException;
    }

    /**
     * @param kind those of one kind are the same for everybody; there are few kinds
     */
    Answer of(String kind, Making making) throws IOException {
        return kinds.computeIfAbsent(kind, _ -> new Kind()).answer(nanos.getAsLong(), making);
    }

    private final class Kind {
        private Optional<Answer> last = Optional.empty();
        private long begun;

        /** One makes it; the others wait for that. */
        synchronized Answer answer(long came, Making making) throws IOException {
            long now = nanos.getAsLong();
            if (last.isPresent() && (begun - came >= 0 || now - begun <= FRESH_NANOS)) {
                return last.get();
            }
            Answer fresh = making.make();
            last = Optional.of(fresh);
            begun = now;
            return fresh;
        }
    }
}
