package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.tape.Player;
import dev.raingauge.sockdiag.tape.Recorder;
import dev.raingauge.sockdiag.tape.Tape;
import java.time.Duration;

/**
 * One command that is recorded or played.
 *
 * @param command its name
 * @param until when no further look is recorded, by {@link System#nanoTime}
 */
record Session(Tape tape, String command, long until) {
    /** A command that is played to the end of the recording. */
    static Session of(Player player, String command) {
        return new Session(player, command, 0);
    }

    /** A command that is recorded; if it goes on looking, for so long. */
    static Session of(Recorder recorder, String command, Duration length) {
        return new Session(recorder, command, Pace.REAL.now().plus(length).toNanos());
    }

    /** Whether a recording answers, and no machine. */
    boolean plays() {
        return tape instanceof Player;
    }

    /**
     * A look begins.
     *
     * @throws EndOfRecordingException if there is none left to be played, or no time to record it
     */
    void look() {
        if (!tape.look(command)) {
            throw new EndOfRecordingException();
        }
    }

    /** A further look begins. */
    void lookAgain() {
        if (!plays() && Pace.REAL.now().toNanos() >= until) {
            throw new EndOfRecordingException();
        }
        look();
    }
}
