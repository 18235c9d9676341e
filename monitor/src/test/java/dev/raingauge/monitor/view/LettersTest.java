package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LettersTest {
    private static final Page PAGE = new Page(OptionalInt.of(80), true, false);

    @ParameterizedTest(name = "{0} in {1} columns: {2}")
    @CsvSource(
            textBlock =
                    """
                    short,                 10, short
                    /run/long/name.sock,   10, /run….sock
                    /run/long/name.sock,   2,  /…
                    /run/long/name.sock,   1,  …
                    日本語テキスト,              7,  日…ト
                    """)
    void takesWhatIsTooMuchOutOfTheMiddle(String text, int columns, String expected) {
        String shortened = Letters.shortened(text, columns, PAGE);
        assertThat(Letters.width(shortened)).isLessThanOrEqualTo(columns);
        assertThat(shortened).isEqualTo(expected);
    }

    @Test
    void breaksAtSpacesAndKeepsLongWordsWhole() {
        assertThat(Letters.lines("one two three-and-more four", 9))
                .containsExactly("one two", "three-and-more", "four");
    }

    @Test
    void marksTakeNoColumnAndWideLettersTwo() {
        assertThat(Letters.width("e\u0301")).isEqualTo(1);
        assertThat(Letters.width("日本")).isEqualTo(4);
    }
}
