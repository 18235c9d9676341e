package dev.raingauge.monitor.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.AcceptQueue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSumTest {
    @ParameterizedTest(name = "{0} -> {1}/{2}, full {3}")
    @CsvSource(
            textBlock =
                    """
                    # queues,    depth, limit, full
                    2/2,         2,     2,     false
                    3/2,         3,     2,     true
                    3/2 0/100,   3,     102,   true
                    0/100 3/2,   3,     102,   true
                    2/2 2/2,     4,     4,     false
                    0/0,         0,     0,     false
                    1/0,         1,     0,     true
                    4/?,         4,     ,
                    4/? 3/2,     7,     ,      true
                    """)
    void addsUpTheQueuesOfOneAddress(String queues, long depth, Long limit, Boolean full) {
        QueueSum sum = QueueSum.of(queues(queues));
        assertThat(sum.depth()).isEqualTo(depth);
        assertThat(sum.limit().isPresent() ? (Long) sum.limit().getAsLong() : null)
                .isEqualTo(limit);
        assertThat(sum.full().orElse(null)).isEqualTo(full);
    }

    private static List<AcceptQueue> queues(String text) {
        return Arrays.stream(text.split(" ", -1))
                .map(queue -> {
                    int slash = queue.indexOf('/');
                    long depth = Long.parseLong(queue.substring(0, slash));
                    String limit = queue.substring(slash + 1);
                    return limit.equals("?")
                            ? AcceptQueue.ofUnknownLimit(depth)
                            : AcceptQueue.of(depth, Long.parseLong(limit));
                })
                .toList();
    }
}
