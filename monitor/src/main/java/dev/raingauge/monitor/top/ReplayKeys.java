package dev.raingauge.monitor.top;

import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Key.Control;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import java.util.Optional;

/** What keys do to a recording that is played. The signs are those of mpv and of pocket radios. */
final class ReplayKeys {
    private ReplayKeys() {}

    /** The state after a key; empty where the key has nothing to do with the recording. */
    static Optional<State> after(State state, Playhead playhead, Key key) {
        boolean listed = state.view() == State.View.LIST;
        return switch (key) {
            case Named.HOME -> Optional.of(state.at(playhead.toBegin()));
            case Named.END -> Optional.of(state.at(playhead.toEnd()));
            case Named.LEFT -> listed ? stepped(state, playhead, -1) : Optional.empty();
            case Named.RIGHT -> listed ? stepped(state, playhead, 1) : Optional.empty();
            case Named _ -> Optional.empty();
            case Control _ -> Optional.empty();
            case Letter(int c) ->
                    switch (c) {
                        case ' ', 'p' -> Optional.of(toggled(state, playhead));
                        case ',' -> stepped(state, playhead, -1);
                        case '.' -> stepped(state, playhead, 1);
                        case '+', '=' -> Optional.of(state.at(playhead.faster()));
                        case '-', '_' -> Optional.of(state.at(playhead.slower()));
                        default -> Optional.empty();
                    };
        };
    }

    /** Whoever steps wants to look closely. */
    private static Optional<State> stepped(State state, Playhead playhead, int boards) {
        return Optional.of(state.pause(true).at(playhead.step(boards)));
    }

    /** What has ended begins again. */
    private static State toggled(State state, Playhead playhead) {
        return playhead.ended()
                ? state.pause(false).at(playhead.toBegin())
                : state.pause(!state.paused());
    }
}
