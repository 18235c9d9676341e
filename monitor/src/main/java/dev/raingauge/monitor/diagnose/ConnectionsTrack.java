package dev.raingauge.monitor.diagnose;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the connections of a namespace did.
 *
 * @param looks how often they were walked over
 * @param span between the first look and the last
 * @param tracks the notable ones
 * @param portsInUse in the last look
 * @param complete whether none was left out
 */
public record ConnectionsTrack(
        int looks,
        Duration span,
        List<ConnectionTrack> tracks,
        Map<Route, Long> portsInUse,
        boolean complete) {
    public static final ConnectionsTrack NONE =
            new ConnectionsTrack(0, Duration.ZERO, List.of(), Map.of(), true);

    public ConnectionsTrack {
        tracks = List.copyOf(tracks);
        portsInUse = Map.copyOf(portsInUse);
    }
}
