package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrintableTest {
    static Object[][] names() {
        return new Object[][] {
            {"nginx", "nginx", "nginx"},
            {"", "", ""},
            {"a b", "a b", "a b"},
            {"\u001b[31m", "\\x1b[31m", "\\x1b[31m"},
            {"a\nb\tc\r", "a\\nb\\tc\\x0d", "a\\nb\\tc\\x0d"},
            {"\u0000\u007f\u009b", "\\x00\\x7f\\x9b", "\\x00\\x7f\\x9b"},
            {"naïve", "naïve", "na\\xefve"},
            {"日本", "日本", "\\u{65e5}\\u{672c}"},
            {"😀", "😀", "\\u{1f600}"},
            {"\u202egnp.exe", "\\u{202e}gnp.exe", "\\u{202e}gnp.exe"},
            {"zero\u200bwidth", "zero\\u{200b}width", "zero\\u{200b}width"},
            {"\u2028", "\\u{2028}", "\\u{2028}"},
            {"half\ud800", "half\\u{d800}", "half\\u{d800}"},
            {"\ue000", "\\u{e000}", "\\u{e000}"},
        };
    }

    @ParameterizedTest
    @MethodSource("names")
    void escapesWhatDoesNotSimplyPrint(String name, String unicode, String ascii) {
        assertThat(Printable.of(name)).isEqualTo(unicode);
        assertThat(Printable.of(name, false)).isEqualTo(ascii);
    }

    @Test
    void nothingHarmfulEverPasses() {
        long seed = 20261122;
        var random = new Random(seed);
        for (int run = 0; run < 20_000; run++) {
            var name = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                name.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }
            String shown = Printable.of(name.toString());
            assertThat(shown.chars())
                    .as("seed %d, run %d", seed, run)
                    .noneMatch(c -> c < ' ' || Printable.isHarmful(c));
        }
    }
}
