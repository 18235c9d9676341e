package dev.raingauge.monitor.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            textBlock =
                    """
                    /run/*,        /run/a/b.sock, true
                    /RUN/A.sock,   /run/a.SOCK,   true
                    /run/?.sock,   /run/a.sock,   true
                    /run/?.sock,   /run/ab.sock,  false
                    /run/[ab],     /run/b,        true
                    /run/[!ab],    /run/b,        false
                    /run/[!ab],    /run/c,        true
                    /run/[^a-c],   /run/d,        true
                    /run/[a-c],    /run/B,        true
                    /run/[]],      /run/],        true
                    /run/[a,       /run/[a,       true
                    /run/\\*,      /run/*,        true
                    /run/\\*,      /run/x,        false
                    *.sock,        @x.sock,       true
                    '',            '',            true
                    '',            /run/a,        false
                    *,             '',            true
                    **a**,         xay,           true
                    a*b*c,         a1b2b3c,       true
                    a*b*c,         a1b2b3,        false
                    """)
    void matches(String pattern, String text, boolean expected) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void aHostilePatternTakesNoLongerThanItsLengthTimesTheTexts() {
        var glob = new Glob("*a".repeat(2_000) + "b");
        String text = "a".repeat(2_000);
        boolean matches =
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(30), () -> glob.matches(text));
        assertThat(matches).isFalse();
    }
}
