package dev.raingauge.monitor.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a recording moves on, and what keys do to it. */
class PlayheadTest {
    /** Looks at 0, 0.5, 1.2 and 2 seconds. */
    private static final Playhead BEGIN = Playhead.of(moments(0, 500, 1200, 2000));

    private static List<Duration> moments(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
    }

    @ParameterizedTest(name = "after {0} ms: board {1}")
    @CsvSource({"0, 0", "499, 0", "500, 1", "1199, 1", "1200, 2", "1999, 2", "2000, 3", "9999, 3"})
    void theBoardIsTheLastThatWasSeenByThen(long millis, int board) {
        Playhead there = BEGIN.after(Duration.ofMillis(millis));
        assertThat(there.index()).isEqualTo(board);
        assertThat(there.ended()).isEqualTo(board == 3);
    }

    @Test
    void itStopsAtTheEnd() {
        Playhead end = BEGIN.after(Duration.ofDays(400));
        assertThat(end.at()).isEqualTo(Duration.ofSeconds(2));
        assertThat(end.after(Duration.ofSeconds(1))).isEqualTo(end);
        assertThat(end.step(1)).isEqualTo(end);
        assertThat(BEGIN.step(-1)).isEqualTo(BEGIN);
        assertThat(BEGIN.after(Duration.ofSeconds(-3))).isEqualTo(BEGIN);
    }

    @Test
    void speedsGoUpAndDownAndNoFurther() {
        assertThat(BEGIN.faster().speed()).isEqualTo(2);
        assertThat(BEGIN.slower().after(Duration.ofSeconds(1)).at()).isEqualTo(moments(500).get(0));
        assertThat(BEGIN.faster().after(Duration.ofSeconds(1)).ended()).isTrue();
        Playhead fast = BEGIN;
        Playhead slow = BEGIN;
        for (int i = 0; i < 20; i++) {
            fast = fast.faster();
            slow = slow.slower();
        }
        assertThat(fast.speed()).isEqualTo(60);
        assertThat(slow.speed()).isEqualTo(0.25);
        assertThat(fast.step(1).speed()).as("a step keeps it").isEqualTo(60);
    }

    @Test
    void aSingleMomentIsItsOwnEnd() {
        Playhead one = Playhead.of(moments(0));
        assertThat(one.ended()).isTrue();
        assertThat(one.step(-1)).isEqualTo(one);
        assertThat(one.toBegin()).isEqualTo(one.toEnd());
    }

    @ParameterizedTest(name = "{0}: board {1}, paused {2}")
    @CsvSource({
        "'', 0, false",
        ". , 1, true",
        ". . . ., 3, true",
        ". . , 2, true",
        "RIGHT RIGHT LEFT, 1, true",
        "END, 3, false",
        "END HOME, 0, false",
        "SPACE, 0, true",
        "p p, 0, false",
        "END SPACE, 0, false",
        ". END SPACE, 0, false",
        "SPACE + + -, 0, true",
        "ENTER ., 1, true",
        "ENTER END, 3, false",
        "ENTER RIGHT, 0, false",
        "/ ., 0, false",
        "? ., 0, false",
        "F6 ., 0, false",
    })
    void keys(String keys, int board, boolean paused) {
        State state = after(keys);
        assertThat(state.playhead().orElseThrow().index()).isEqualTo(board);
        assertThat(state.paused()).isEqualTo(paused);
    }

    @Test
    void otherKeysDoWhatTheyAlwaysDo() {
        assertThat(after("q").done()).isTrue();
        assertThat(after("j").selected()).isPresent();
        assertThat(after("> , .").order()).as("a comma steps").isEqualTo(after(">").order());
        assertThat(after("/ . +").filter()).isEqualTo(".+");
        assertThat(Keys.after(State.FIRST, new Letter('.'), Boards.variety(), 9).order())
                .as("in the present a point sorts")
                .isNotEqualTo(State.FIRST.order());
    }

    @Test
    void whatIsPausedDoesNotMoveOn() {
        Duration second = Duration.ofSeconds(1);
        State first = State.FIRST.at(BEGIN);
        assertThat(ReplayScreen.moved(first, second).playhead().orElseThrow().index()).isOne();
        assertThat(ReplayScreen.moved(first.pause(true), second)).isEqualTo(first.pause(true));
    }

    private static State after(String keys) {
        State state = State.FIRST.at(BEGIN);
        for (String key : keys.isBlank() ? new String[0] : keys.split(" ", -1)) {
            if (!key.isEmpty()) {
                state = Keys.after(state, key(key), Boards.variety(), 10);
            }
        }
        return state;
    }

    private static Key key(String text) {
        return text.equals("SPACE")
                ? new Letter(' ')
                : text.length() == 1 ? new Letter(text.charAt(0)) : Named.valueOf(text);
    }
}
