package dev.raingauge.monitor.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.terminal.Key;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import dev.raingauge.monitor.terminal.Size;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole screens of made-up hosts. */
class PictureTest {
    private static final Size SMALL = new Size(80, 24);
    private static final Playhead PLAYHEAD =
            Playhead.of(List.of(Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(1)));
    private static final TimeZone ZONE = TimeZone.getDefault();

    @BeforeAll
    static void aKnownTimeOfDay() {
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    @AfterAll
    static void asItWas() {
        TimeZone.setDefault(ZONE);
    }

    @Test
    void theList() throws IOException {
        Golden.check("top-list-80.txt", text(Boards.variety(), SMALL));
        Golden.check("top-list-120.txt", text(Boards.variety(), new Size(120, 30)));
        Golden.check("top-list-200.txt", text(Boards.variety(), new Size(200, 50)));
        Golden.check("top-list-60.txt", text(Boards.variety(), new Size(60, 14)));
        String ascii = Picture.of(State.FIRST, Boards.variety(), SMALL, false).frame().text();
        Golden.check("top-list-ascii.txt", ascii);
        assertThat(ascii.chars()).allMatch(c -> c < 0x80);
    }

    @Test
    void nothingWrongIsCalm() throws IOException {
        Golden.check("top-calm-80.txt", text(Boards.calm(), SMALL));
        Frame calm = Picture.of(State.FIRST, Boards.calm(), SMALL, true).frame();
        assertThat(calm.inkOf("OK")).isEqualTo(Ink.BADGE_GOOD);
        assertThat(calm.text()).doesNotContain("Findings");
    }

    @Test
    void beforeTheFirstLookAndWhereNobodyListens() {
        assertThat(text(Board.empty("web-1", "6.18.44"), SMALL)).contains("looking ...");
        assertThat(text(Boards.nobody(), SMALL)).contains("nobody listens here");
    }

    @Test
    void theDetail() throws IOException {
        Golden.check("top-detail-80.txt", text(Boards.variety(), SMALL, Named.ENTER));
        Golden.check("top-detail-120.txt", text(Boards.variety(), new Size(120, 40), Named.ENTER));
        Golden.check("top-detail-60.txt", text(Boards.variety(), new Size(60, 20), Named.ENTER));
        Golden.check("top-detail-calm.txt", text(Boards.calm(), SMALL, Named.ENTER));
        Golden.check(
                "top-detail-unix.txt",
                text(Boards.variety(), SMALL, typed("/x11", Named.ENTER, Named.ENTER)));
    }

    @Test
    void helpAndMenus() throws IOException {
        Golden.check("top-help-80.txt", text(Boards.variety(), SMALL, new Letter('?')));
        Golden.check("top-sort-80.txt", text(Boards.variety(), SMALL, Named.F6, Named.DOWN));
        Golden.check("top-netns-80.txt", text(Boards.calm(), SMALL, new Letter('n'), Named.DOWN));
        Golden.check("top-filter-80.txt", text(Boards.variety(), SMALL, typed("/ngi")));
    }

    @Test
    void aRecording() throws IOException {
        Golden.check("top-replay-80.txt", replayed(SMALL, Boards.variety(), new Letter('.')));
        Golden.check("top-replay-120.txt", replayed(new Size(120, 40), Boards.calm()));
        Golden.check("top-replay-end-60.txt", replayed(new Size(60, 14), Boards.calm(), Named.END));
        Golden.check("top-replay-detail-80.txt", replayed(SMALL, Boards.variety(), Named.ENTER));
        Golden.check("top-replay-help-80.txt", replayed(SMALL, Boards.calm(), new Letter('?')));
        String ascii =
                Picture.of(State.FIRST.at(PLAYHEAD), Boards.calm(), SMALL, false).frame().text();
        assertThat(ascii.chars()).allMatch(c -> c < 0x80);
    }

    private static String replayed(Size size, Board board, Key... keys) {
        State state = after(State.FIRST.at(PLAYHEAD), board, size, keys);
        return Picture.of(state, board, size, true).frame().text();
    }

    @Test
    void aRecordingFitsEverySize() {
        for (int columns = 60; columns < 200; columns += 13) {
            for (int lines = 14; lines < 50; lines += 3) {
                for (Board board : new Board[] {Boards.variety(), Boards.many(300)}) {
                    assertThat(replayed(new Size(columns, lines), board, Named.ENTER).lines())
                            .hasSize(lines);
                    assertThat(replayed(new Size(columns, lines), board)).contains(" 1 of 3");
                }
            }
        }
    }

    @Test
    void whatIsLostIsRedAndWhatIsNotIsFaint() {
        Frame list = Picture.of(State.FIRST, Boards.variety(), SMALL, true).frame();
        assertThat(list.inkOf("██FULL██")).isEqualTo(Ink.BAD);
        assertThat(list.inkOf("CRITICAL")).isEqualTo(Ink.BADGE_BAD);
        assertThat(list.inkOf("3/2")).isEqualTo(Ink.BAD);
        assertThat(list.inkOf("0/4096")).isEqualTo(Ink.FAINT);
        State state = after(State.FIRST, Boards.variety(), SMALL, Named.ENTER);
        Frame detail = Picture.of(state, Boards.variety(), SMALL, true).frame();
        assertThat(detail.inkOf("3.0 packets/s")).isEqualTo(Ink.BAD);
        assertThat(detail.inkOf("nothing lost here")).isEqualTo(Ink.FAINT);
    }

    @Test
    void hostileNamesAreShownAsText() throws IOException {
        for (Key[] keys : new Key[][] {{}, {Named.ENTER}, {new Letter('n')}, typed("/\u202e")}) {
            String text = text(Boards.hostile(), new Size(120, 30), keys);
            assertThat(text.chars())
                    .as(text)
                    .allMatch(c -> c == '\n' || !Character.isISOControl(c));
            assertThat(text).doesNotContain("\u202e", "\u009b");
        }
        Golden.check("top-hostile-120.txt", text(Boards.hostile(), new Size(120, 30)));
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"40, 10", "59, 24", "80, 13", "1, 1", "10, 2"})
    void aScreenThatIsTooSmallSaysSo(int columns, int lines) {
        String text = text(Boards.variety(), new Size(columns, lines)).replaceAll("\\s+", " ");
        if (columns >= 40) {
            assertThat(text).contains("is too small for raingauge top: it needs 60 x 14");
        }
    }

    /** Whatever the size, the view and the number of rows: no exception, and nothing outside. */
    @Test
    void everySizeWorks() {
        Board[] boards = {
            Boards.variety(), Boards.calm(), Boards.hostile(), Boards.many(300), Boards.nobody()
        };
        Key[][] ways = {{}, {Named.ENTER}, {Named.END}, {Named.F6}, {new Letter('?')}, {Named.F3}};
        for (Board board : boards) {
            for (Key[] way : ways) {
                for (int columns = 60; columns < 230; columns += 13) {
                    for (int lines = 14; lines < 60; lines += 5) {
                        String text = text(board, new Size(columns, lines), way);
                        assertThat(text.lines()).hasSize(lines);
                    }
                }
            }
        }
    }

    @Test
    void aListenerThatHasGoneIsSaidToBeGone() {
        State detail = after(State.FIRST, Boards.variety(), SMALL, Named.ENTER);
        assertThat(Picture.of(detail, Boards.calm(), SMALL, true).frame().text())
                .contains("127.0.0.1:7777: nobody listens there any more");
    }

    private static Key[] typed(String text, Key... then) {
        Key[] keys = new Key[text.length() + then.length];
        for (int i = 0; i < text.length(); i++) {
            keys[i] = new Letter(text.charAt(i));
        }
        System.arraycopy(then, 0, keys, text.length(), then.length);
        return keys;
    }

    private static State after(State first, Board board, Size size, Key... keys) {
        State state = first;
        for (Key key : keys) {
            state = Keys.after(state, key, board, Picture.page(size));
        }
        return state;
    }

    private static String text(Board board, Size size, Key... keys) {
        State state = after(State.FIRST, board, size, keys);
        return Picture.of(state, board, size, true).frame().text();
    }
}
