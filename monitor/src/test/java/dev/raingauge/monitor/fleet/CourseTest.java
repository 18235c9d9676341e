package dev.raingauge.monitor.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points are 40 seconds apart: what is two of them apart is not of one burst. */
class CourseTest {
    private static Course of(String values) {
        List<Series.Point> points = new ArrayList<>();
        double at = 0;
        for (String value : values.split(" ", -1)) {
            at += 40;
            if (!value.equals("-")) { // nobody scraped
                points.add(new Series.Point(at, Double.parseDouble(value)));
            }
        }
        return Course.of(points);
    }

    @ParameterizedTest(name = "{0}, namespace {1}: lost {2} at {3}")
    @CsvSource(
            textBlock =
                    """
                    # own drops,  namespace, lost, at
                    0 0 5 9,      0 0 5 9,   9,    3 4
                    0 0 5 9,      0 0 3 20,  9,    3 4
                    0 0 90 90,    0 0 3 3,   3,    3
                    0 50 50 50,   0 0 3 3,   3,    2
                    0 50 50 50,   0 0 0 3,   0,    -
                    0 5 5 5 9,    0 2 2 2 9, 6,    2 5
                    7 7 7,        0 4 4,     0,    -
                    0 - - 6,      0 - - 6,   6,    4
                    9 2 4,        9 9 11,    2,    2 3
                    5,            0 3 4,     ?,    -
                    0 5,          3,         ?,    -
                    """)
    void whatBothCounted(String own, String namespace, String lost, String at) {
        Course common = of(own).common(of(namespace), Duration.ofMinutes(1));
        String total = common.total().isPresent() ? "" + common.total().getAsLong() : "?";
        String times =
                common.times().stream()
                        .map(time -> "" + time.intValue() / 40)
                        .collect(Collectors.joining(" "));
        assertThat(total).isEqualTo(lost);
        assertThat(times.isEmpty() ? "-" : times).isEqualTo(at);
    }
}
