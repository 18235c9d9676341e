package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnrepeatedTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            textBlock =
                    """
                    1 2 3 2 3 4, 1 2 3 4
                    1 1025 1,    1 1025 1
                    7 7 7,       7
                    # without a cookie nothing can be said
                    0 0,         0 0
                    -1 -1,       -1 -1
                    """)
    void eachCookieIsShownOnce(String kernel, String shown) {
        var unrepeated = new Unrepeated();
        String seen =
                Arrays.stream(kernel.split(" "))
                        .filter(cookie -> unrepeated.isNew(Long.parseLong(cookie)))
                        .collect(Collectors.joining(" "));
        assertThat(seen).isEqualTo(shown);
    }
}
