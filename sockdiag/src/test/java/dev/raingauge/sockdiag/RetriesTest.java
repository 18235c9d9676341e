package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.raingauge.sockdiag.sys.Errno;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            textBlock =
                    """
                    whole,                                                1
                    interrupted whole,                                    2
                    interrupted interrupted interrupted whole,            4
                    interrupted interrupted interrupted interrupted,      4 inconsistent
                    lost whole,                                           2
                    lost interrupted lost whole,                          4
                    """)
    void anInterruptedAnswerIsAskedForAgain(String course, String outcome) throws IOException {
        assertThat(outcome(course)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}: error {1}")
    @CsvSource(
            textBlock =
                    """
                    refused whole,             1, try 1
                    lost refused whole,        1, try 2
                    lost lost lost lost whole, 105, try 4
                    """)
    void anErrorComesBack(String course, int errno, String message) {
        assertThatExceptionOfType(SockDiagException.class)
                .isThrownBy(() -> outcome(course))
                .withMessage(message)
                .satisfies(error -> assertThat(error.errno()).isEqualTo(errno));
    }

    private static String outcome(String course) throws IOException {
        var steps = new ArrayDeque<>(Arrays.asList(course.split(" ")));
        int[] tries = {0};
        return Retries.of(() -> {
            tries[0]++;
            return switch (steps.removeFirst()) {
                case "whole" -> new Retries.Answer<>("" + tries[0], true);
                case "interrupted" -> new Retries.Answer<>(tries[0] + " inconsistent", false);
                case "lost" -> throw new SockDiagException("try " + tries[0], Errno.ENOBUFS);
                default -> throw new SockDiagException("try " + tries[0], Errno.EPERM);
            };
        });
    }
}
