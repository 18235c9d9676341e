package dev.raingauge.monitor.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.terminal.Key.Control;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What terminals send. {@code ^} stands for Escape. */
class KeyDecoderTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
                    q         | q
                    jk        | j k
                    ^[A       | UP
                    ^OB       | DOWN
                    ^[1;5C    | RIGHT
                    ^[H       | HOME
                    ^[1~      | HOME
                    ^[7~      | HOME
                    ^OF       | END
                    ^[4~      | END
                    ^[5~      | PAGE_UP
                    ^[6;2~    | PAGE_DOWN
                    ^OP       | F1
                    ^[11~     | F1
                    ^[[A      | F1
                    ^[[E      | F5
                    ^[17~     | F6
                    ^[21~     | F10
                    ^[Z       | BACK_TAB
                    ^[A^[Bq   | UP DOWN q
                    ^[99~x    | x
                    ^[?1;2cx  | x
                    ^q        | ESCAPE q
                    ä日😀     | ä 日 😀
                    """)
    void keys(String bytes, String keys) {
        assertThat(names(new KeyDecoder(), bytes)).isEqualTo(keys);
    }

    @Test
    void controlCharacters() {
        assertThat(decode(new KeyDecoder(), new byte[] {3, 0x0c, 0x1a, '\r', '\t', 0x7f, 8}))
                .containsExactly(
                        new Control('c'),
                        new Control('l'),
                        new Control('z'),
                        Named.ENTER,
                        Named.TAB,
                        Named.BACKSPACE,
                        Named.BACKSPACE);
    }

    @Test
    void anEscapeThatNothingFollowsIsTheKeyItself() {
        var decoder = new KeyDecoder();
        assertThat(names(decoder, "^")).isEmpty();
        assertThat(decoder.isPending()).isTrue();
        assertThat(decoder.settle()).containsExactly(Named.ESCAPE);
        assertThat(decoder.isPending()).isFalse();
    }

    @Test
    void aSequenceMayComeInPieces() {
        var decoder = new KeyDecoder();
        assertThat(names(decoder, "^[")).isEmpty();
        assertThat(names(decoder, "1")).isEmpty();
        assertThat(names(decoder, "5~q")).isEqualTo("F5 q");
        byte[] wide = "日".getBytes(StandardCharsets.UTF_8);
        assertThat(decode(decoder, new byte[] {wide[0]})).isEmpty();
        assertThat(decode(decoder, new byte[] {wide[1], wide[2]}))
                .containsExactly(new Letter("日".codePointAt(0)));
    }

    @Test
    void anyBytesAreKeysOrNothing() {
        for (long seed = 1; seed <= 20_000; seed++) {
            var random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(1, 12)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(3) == 0 ? 0x1b : bytes[i];
            }
            var decoder = new KeyDecoder();
            List<Key> keys = new ArrayList<>(decode(decoder, bytes));
            for (int tries = 0; decoder.isPending(); tries++) {
                assertThat(tries).as("seed %d does not come to an end", seed).isLessThan(40);
                keys.addAll(decoder.settle());
            }
            assertThat(keys).as("seed %d", seed).hasSizeLessThanOrEqualTo(bytes.length);
        }
    }

    private static String names(KeyDecoder decoder, String text) {
        byte[] bytes = text.replace('^', '\u001b').getBytes(StandardCharsets.UTF_8);
        return decode(decoder, bytes).stream()
                .map(key ->
                        switch (key) {
                            case Named named -> named.name();
                            case Letter(int c) -> Character.toString(c);
                            case Control(char letter) -> "C-" + letter;
                        })
                .collect(Collectors.joining(" "));
    }

    private static List<Key> decode(KeyDecoder decoder, byte[] bytes) {
        return decoder.feed(bytes, bytes.length);
    }
}
