package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.Change;
import dev.raingauge.monitor.diagnose.Surroundings.Elsewhere;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A glance at the namespaces that were not asked about: one counter, at the beginning and at the
 * end. What cannot be read is left out; nobody asked for it.
 */
final class OtherNamespaces {
    private static final String COUNTER = "TcpExtListenOverflows";

    /** On a host with more, a glance is no longer cheap. */
    private static final int MOST = 500;

    private final Lookout lookout;
    private final Map<Host.Place, Long> before = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    OtherNamespaces(Lookout lookout) {
        this.lookout = lookout;
    }

    void begin(List<Seat> asked) {
        Set<Long> ids =
                asked.stream().map(seat -> seat.namespace().id()).collect(Collectors.toSet());
        try {
            Host.Places all = lookout.host().all();
            gaps.addAll(all.gaps());
            for (Host.Place place : all.places()) {
                if (before.size() < MOST && !ids.contains(place.namespace().id())) {
                    overflows(place).ifPresent(count -> before.put(place, count));
                }
            }
        } catch (IOException noList) {
            before.clear();
        }
    }

    /** Why there may be others that could not be glanced at. */
    List<Gap> gaps() {
        return gaps;
    }

    List<Elsewhere> end() {
        var changed = new ArrayList<Elsewhere>();
        before.forEach((place, count) -> {
            OptionalLong now = overflows(place);
            if (now.isPresent() && now.getAsLong() > count) {
                Namespace namespace = place.namespace();
                changed.add(new Elsewhere(namespace, new Change(count, now.getAsLong())));
            }
        });
        return changed;
    }

    private OptionalLong overflows(Host.Place place) {
        try {
            return lookout.host().counters(place).get(COUNTER);
        } catch (IOException goneOrForbidden) {
            return OptionalLong.empty();
        }
    }
}
