package dev.raingauge.monitor.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Key.Control;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import dev.raingauge.monitor.top.State.View;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each key does. Names are keys, {@code C-x} is Ctrl-X, anything else is typed. */
class KeysTest {
    private static final int PAGE = 10;
    private static final Board MANY = Boards.many(100);

    @ParameterizedTest(name = "{0}: row {1}")
    @CsvSource({
        "'', 0",
        "DOWN, 1",
        "j j j, 3",
        "j j k, 1",
        "UP, 0",
        "k, 0",
        "PAGE_DOWN, 10",
        "C-f C-f C-b, 10",
        "PAGE_DOWN PAGE_UP, 0",
        "C-d, 5",
        "END, 99",
        "END DOWN, 99",
        "G, 99",
        "END PAGE_UP, 89",
        "G g, 0",
        "END HOME, 0",
        "C-n C-n C-p, 1",
    })
    void moving(String keys, int row) {
        assertThat(Rows.of(after(keys, MANY), MANY).cursor()).isEqualTo(row);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ENTER, DETAIL",
        "ENTER ESCAPE, LIST",
        "ENTER BACKSPACE, LIST",
        "ENTER ?, HELP",
        "?, HELP",
        "h, HELP",
        "F1, HELP",
        "F1 x, LIST",
        "F1 DOWN, HELP",
        "/, FILTER",
        "F3, FILTER",
        "F4 ENTER, LIST",
        "/ a ESCAPE, LIST",
        "/ BACKSPACE, LIST",
        "F6, ORDERS",
        "s ESCAPE, LIST",
        "s q, LIST",
        "F6 ENTER, LIST",
        "n, NAMESPACES",
        "n ENTER, LIST",
        "x, LIST",
        "F12, LIST",
        "C-x, LIST",
    })
    void views(String keys, View view) {
        assertThat(after(keys, MANY).view()).isEqualTo(view);
    }

    @ParameterizedTest(name = "{0} quits: {1}")
    @CsvSource({
        "q, true",
        "F10, true",
        "C-c, true",
        "ENTER q, true",
        "/ q, false",
        "/ C-c, true",
        "F1 F10, true",
        "F1 q, false",
        "ESCAPE, false",
    })
    void quitting(String keys, boolean done) {
        assertThat(after(keys, MANY).done()).isEqualTo(done);
    }

    @ParameterizedTest(name = "{0}: by {1}, reversed {2}")
    @CsvSource({
        "'', URGENCY, false",
        ">, FULLNESS, false",
        "> > >, DROPS, false",
        "> <, URGENCY, false",
        "<, OWNER, false",
        "> I, FULLNESS, true",
        "I I, URGENCY, false",
        "r >, FULLNESS, false",
        "F6 DOWN DOWN ENTER, QUEUE, false",
        "F6 END ENTER, OWNER, false",
        "F6 DOWN ESCAPE, URGENCY, false",
    })
    void sorting(String keys, Order order, boolean reversed) {
        State state = after(keys, MANY);
        assertThat(state.order()).isEqualTo(order);
        assertThat(state.reversed()).isEqualTo(reversed);
    }

    @ParameterizedTest(name = "{0}: {1}, {2} rows")
    @CsvSource({
        "/ n g i ENTER, ngi, 1",
        "/ N G I ENTER, NGI, 1",
        "/ : 4 4 3, :443, 1",
        "/ n g x BACKSPACE i, ngi, 1",
        "/ u n i x, unix, 3",
        "/ u n i x SPACE x o r g, 'unix xorg', 1",
        "/ 9 0 2, 902, 1",
        "/ n g i C-u, '', 9",
        "/ a SPACE b C-w, 'a ', 3",
        "/ n o b o d y ENTER ESCAPE, '', 9",
        "/ z z z z, zzzz, 0",
    })
    void filtering(String keys, String filter, int rows) {
        Board board = Boards.variety();
        State state = after(keys, board);
        assertThat(state.filter()).isEqualTo(filter);
        assertThat(Rows.of(state, board).entries()).hasSize(rows);
    }

    @Test
    void aNamespaceIsChosen() {
        Board board = Boards.calm();
        State state = after("n END ENTER", board);
        assertThat(state.namespace()).contains(Boards.SHOP);
        assertThat(Rows.of(state, board).entries()).hasSize(1);
        assertThat(after("n END ENTER n HOME ENTER", board).namespace()).isEmpty();
        assertThat(after("n END ENTER n ESCAPE", board).namespace()).contains(Boards.SHOP);
    }

    @Test
    void thePictureIsHeldAndLetGo() {
        assertThat(after("SPACE", MANY).paused()).isTrue();
        assertThat(after("p", MANY).paused()).isTrue();
        assertThat(after("SPACE p", MANY).paused()).isFalse();
    }

    /** In the first row the cursor stays with whatever is first; elsewhere with its listener. */
    @Test
    void theCursorFollowsItsListener() {
        State third = after("j j", MANY);
        Optional<ListenerKey> listener = Rows.of(third, MANY).current().map(Entry::key);
        State reversed = Keys.after(third, new Letter('I'), MANY, PAGE);
        assertThat(Rows.of(reversed, MANY).current().map(Entry::key)).isEqualTo(listener);
        State first = after("j k", MANY);
        assertThat(first.selected()).isEmpty();
    }

    @Test
    void inADetailTheArrowsScrollAndGoToTheNeighbours() {
        assertThat(after("ENTER DOWN DOWN UP", MANY).scroll()).isEqualTo(1);
        assertThat(after("ENTER UP", MANY).scroll()).isZero();
        assertThat(Rows.of(after("ENTER RIGHT RIGHT", MANY), MANY).cursor()).isEqualTo(2);
        assertThat(Rows.of(after("ENTER RIGHT LEFT LEFT", MANY), MANY).cursor()).isZero();
        assertThat(Rows.of(after("END ENTER RIGHT", MANY), MANY).cursor()).isEqualTo(99);
        assertThat(after("ENTER RIGHT ESCAPE", MANY).selected()).isPresent();
    }

    @Test
    void withoutAListenerNothingOpens() {
        assertThat(after("ENTER", Boards.nobody()).view()).isEqualTo(View.LIST);
        assertThat(after("END DOWN PAGE_UP", Boards.nobody()).selected()).isEmpty();
    }

    private static State after(String keys, Board board) {
        State state = State.FIRST;
        for (String key : keys.isBlank() ? new String[0] : keys.split(" ", -1)) {
            state = Keys.after(state, key(key), board, PAGE);
        }
        return state;
    }

    private static Key key(String text) {
        if (text.equals("SPACE")) {
            return new Letter(' ');
        }
        if (text.startsWith("C-")) {
            return new Control(text.charAt(2));
        }
        return text.length() == 1 ? new Letter(text.charAt(0)) : Named.valueOf(text);
    }
}
