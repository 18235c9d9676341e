package dev.raingauge.monitor.analyse;

import dev.raingauge.sockdiag.model.ListenerCounts;
import java.util.OptionalLong;

/**
 * What is known of a listener's connections beyond its queue; each part may come from another look.
 * Unit: connections.
 *
 * @param active established and accepted
 * @param waiting not yet accepted
 * @param closeWait accepted, closed by the peer and not by the application; empty for UNIX
 * @param halfOpen in the SYN queue; empty for UNIX
 */
public record ListenerFigures(
        OptionalLong active, OptionalLong waiting, OptionalLong closeWait, OptionalLong halfOpen) {
    public static final ListenerFigures UNKNOWN =
            new ListenerFigures(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());

    /** All four, of one census. */
    public static ListenerFigures of(ListenerCounts counts) {
        return new ListenerFigures(
                OptionalLong.of(counts.active()),
                OptionalLong.of(counts.waiting()),
                OptionalLong.of(counts.closeWait()),
                OptionalLong.of(counts.halfOpen()));
    }

    /**
     * Those of a UNIX listener.
     *
     * @param waiting the depth of its queue: all that wait are in it
     */
    public static ListenerFigures ofUnix(OptionalLong active, long waiting) {
        return new ListenerFigures(
                active, OptionalLong.of(waiting), OptionalLong.empty(), OptionalLong.empty());
    }
}
