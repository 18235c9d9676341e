package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.StatePass;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.EnumMap;
import java.util.Map;

/** Adds up the looks at the TCP states of one namespace. */
final class StateTracker {
    private final Map<TcpState, Change> changes = new EnumMap<>(TcpState.class);
    private long peakSynRecv;

    void add(StatePass pass) {
        pass.states()
                .forEach((state, count) ->
                        changes.merge(
                                state,
                                new Change(count, count),
                                (old, now) -> new Change(old.before(), now.after())));
        peakSynRecv = Math.max(peakSynRecv, pass.states().getOrDefault(TcpState.SYN_RECV, 0L));
    }

    StateTrack track() {
        return new StateTrack(changes, peakSynRecv);
    }
}
