package dev.raingauge.monitor.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Something that changed at a moment.
 *
 * @param topic the id of what it is about; {@link #EVERYTHING} for a restart
 * @param ownersBefore who held the listener until then; only where the owners changed
 */
record Mark(Instant time, Kind kind, int topic, String text, List<Owner> ownersBefore) {
    static final int EVERYTHING = -1;

    Mark {
        ownersBefore = List.copyOf(ownersBefore);
    }

    Mark about(int id) {
        return new Mark(time, kind, id, text, ownersBefore);
    }

    /** The names are on disk. */
    enum Kind {
        LIMIT,
        OWNER,
        RESTART,
        GONE,
        APPEARED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
