package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.CounterGrowth;
import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.analyse.CountersReport.Counted;
import dev.raingauge.sockdiag.model.Counters;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads counters, and how they have grown since it last read them. */
final class CountersLook {
    private final Lookout lookout;
    private final Predicate<String> wanted;
    private final Map<Long, Reading> last = new HashMap<>();

    private record Reading(Counters counters, Duration at) {}

    CountersLook(Lookout lookout, Predicate<String> wanted) {
        this.lookout = lookout;
        this.wanted = wanted;
    }

    /** Reads them now. */
    CountersReport report() throws IOException, Failure {
        Lookout.Seen<Counted> seen = lookout.look((seat, _) -> at(seat));
        return new CountersReport(seen.look(), seen.namespaces(), lookout.all());
    }

    private Counted at(Seat seat) throws IOException {
        Counters counters = only(lookout.host().counters(seat.place()));
        Duration now = lookout.pace().now();
        @Nullable Reading before = last.put(seat.namespace().id(), new Reading(counters, now));
        return new Counted(
                seat.namespace(),
                counters,
                before == null
                        ? Optional.empty()
                        : Optional.of(
                                CounterGrowth.between(
                                        before.counters(), counters, now.minus(before.at()))));
    }

    private Counters only(Counters all) {
        var some = new LinkedHashMap<String, Long>();
        all.values()
                .forEach((name, value) -> {
                    if (wanted.test(name)) {
                        some.put(name, value);
                    }
                });
        return new Counters(some);
    }
}
