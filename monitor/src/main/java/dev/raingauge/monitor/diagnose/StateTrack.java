package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.TcpState;
import java.util.Map;
import java.util.Optional;

/**
 * Sockets of the namespace by TCP state, at the first and the last look.
 *
 * @param changes a state that was not looked at is not in it
 * @param peakSynRecv the most half-open requests seen in the namespace
 */
public record StateTrack(Map<TcpState, Change> changes, long peakSynRecv) {
    public static final StateTrack NONE = new StateTrack(Map.of(), 0);

    public StateTrack {
        changes = Map.copyOf(changes);
    }

    public Optional<Change> of(TcpState state) {
        return Optional.ofNullable(changes.get(state));
    }
}
