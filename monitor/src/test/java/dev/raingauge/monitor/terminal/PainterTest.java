package dev.raingauge.monitor.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From one picture to the next. */
class PainterTest {
    private static final Size SIZE = new Size(10, 3);

    private final Painter painter = new Painter(Colours.SIXTEEN);

    @Test
    void theFirstPictureClearsTheScreenAndTheSameOneAgainWritesNothing() {
        assertThat(painter.paint(frame("one", "two")))
                .contains("\u001b[2J", "\u001b[1;1H", "one", "\u001b[2;1H", "two");
        assertThat(painter.paint(frame("one", "two"))).isEmpty();
    }

    @Test
    void onlyWhatHasChangedIsWritten() {
        String _ = painter.paint(frame("one 1", "two"));
        assertThat(shown(painter.paint(frame("one 2", "two")))).isEqualTo("<1;5H><0m>2");
    }

    @Test
    void blanksWipeWhatStoodThere() {
        String _ = painter.paint(frame("one", ""));
        assertThat(shown(painter.paint(frame("", "")))).isEqualTo("<1;1H><0m>   ");
    }

    @Test
    void anotherSizeAndAForgottenScreenAreDrawnAnew() {
        String _ = painter.paint(frame("one", ""));
        assertThat(painter.paint(new Frame(new Size(11, 3)))).contains("\u001b[2J");
        painter.forget();
        assertThat(painter.paint(new Frame(new Size(11, 3)))).contains("\u001b[2J");
    }

    /** A terminal that disagrees on the width of a letter must not shift what follows. */
    @Test
    void behindAWideLetterThePlaceIsSetAnew() {
        String _ = painter.paint(frame("", ""));
        assertThat(shown(painter.paint(frame("日本x", "")))).isEqualTo("<1;1H><0m>日<1;3H>本<1;5H>x");
    }

    @Test
    void halfAWideLetterIsNeverLeft() {
        String _ = painter.paint(frame("日本", ""));
        assertThat(shown(painter.paint(frame("a 本", "")))).isEqualTo("<1;1H><0m>a ");
        assertThat(shown(painter.paint(frame("日本", "")))).isEqualTo("<1;1H><0m>日");
    }

    @Test
    void textThatDoesNotFitIsCut() {
        assertThat(frame("0123456789abc", "").text()).startsWith("0123456789\n");
        assertThat(frame("012345678日", "").text()).startsWith("012345678\n");
        var frame = new Frame(SIZE);
        frame.put(7, 0, "below", Ink.PLAIN);
        frame.put(-1, 0, "above", Ink.PLAIN);
        assertThat(frame.text()).isBlank();
    }

    @ParameterizedTest(name = "NO_COLOR={0} COLORTERM={1} TERM={2}: {3}")
    @CsvSource({
        "'', '', xterm, SIXTEEN",
        "'', '', linux, SIXTEEN",
        "'', '', xterm-256color, MANY",
        "'', '', tmux-256color, MANY",
        "'', truecolor, xterm-256color, TRUE",
        "'', 24bit, xterm, TRUE",
        "'', '', xterm-direct, TRUE",
        "1, truecolor, xterm-256color, NONE",
    })
    void coloursOfATerminal(String no, String colours, String term, Colours expected) {
        assertThat(Colours.of(Map.of("NO_COLOR", no, "COLORTERM", colours, "TERM", term)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Ink.class)
    void eachDepthOfColourUsesItsOwnCodesAndBeginsAfresh(Ink ink) {
        for (boolean lit : new boolean[] {false, true}) {
            assertThat(Colours.NONE.sequence(ink, lit)).doesNotContainPattern("[34][0-9]");
            assertThat(Colours.SIXTEEN.sequence(ink, lit)).doesNotContain("38;", "48;");
            assertThat(Colours.MANY.sequence(ink, lit)).doesNotContain(";2;2", "8;2;");
            assertThat(Colours.TRUE.sequence(ink, lit)).doesNotContain("8;5;");
            for (Colours colours : Colours.values()) {
                assertThat(colours.sequence(ink, lit)).startsWith("\u001b[0").endsWith("m");
            }
        }
    }

    /** Without colours the row of the cursor and what is lost still stand out. */
    @Test
    void noMeaningHangsOnColourAlone() {
        assertThat(Colours.NONE.sequence(Ink.PLAIN, true)).isEqualTo("\u001b[0;7m");
        assertThat(Colours.NONE.sequence(Ink.BAD, false)).isEqualTo("\u001b[0;1m");
    }

    private static Frame frame(String first, String second) {
        var frame = new Frame(SIZE);
        frame.put(0, 0, first, Ink.PLAIN);
        frame.put(1, 0, second, Ink.PLAIN);
        return frame;
    }

    /** Without what holds every piece together; sequences in brackets. */
    private static String shown(String written) {
        return written.replace("\u001b[?2026h", "")
                .replace("\u001b[?2026l", "")
                .replaceAll("\u001b\\[([0-9;]*[A-Za-z])", "<$1>");
    }
}
