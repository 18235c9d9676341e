package dev.raingauge.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Descriptors;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.Sysctls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Descriptors are looked at seldom, some at a time, and as often as it is cheap. */
class HostLimitsTest {
    private final List<Integer> looked = new ArrayList<>();
    private long clock = Duration.ofDays(3).toNanos();
    private long costNanos = 50_000;
    private int readings;

    private final HostLimits limits =
            new HostLimits(
                    pid -> {
                        looked.add(pid);
                        clock += costNanos;
                        return pid == 13
                                ? Descriptors.UNKNOWN
                                : new Descriptors(
                                        OptionalLong.of(pid),
                                        OptionalLong.of(1024),
                                        OptionalLong.of(4096));
                    },
                    () -> new Sysctls(Map.of("fs.file-nr", ++readings + " 0 100")),
                    () -> clock);

    private void pass(Duration time, int processes) {
        clock += time.toNanos();
        Map<Long, List<ProcessRef>> owners = new HashMap<>();
        for (int pid = 10; pid < 10 + processes; pid++) {
            owners.put((long) pid, List.of(new ProcessRef(pid, "p", 3)));
        }
        limits.accept(
                new Observation(
                        Instant.EPOCH, clock, List.of(), owners, Map.of(), List.of(), Map.of()));
    }

    private static final Duration TICK = Duration.ofMillis(100);

    @Test
    void someAtATimeAndAllOfThemAgainAfterARound() {
        assertThat(limits.seen()).isEqualTo(HostLimits.Seen.NOTHING);
        pass(TICK, 0);
        assertThat(limits.seen().descriptorsNanos()).as("no owner is known yet").isEmpty();
        pass(TICK, 10);
        assertThat(looked).hasSize(HostLimits.MOST_AT_ONCE);
        assertThat(limits.seen().descriptors()).as("not before all were looked at").isEmpty();
        long begun = clock - HostLimits.MOST_AT_ONCE * costNanos;
        pass(TICK, 10);
        pass(TICK, 10);
        assertThat(looked).hasSize(10).doesNotHaveDuplicates();
        assertThat(limits.seen().descriptorsNanos()).contains(begun);
        assertThat(limits.seen().descriptors())
                .containsEntry(
                        11,
                        new Descriptors(
                                OptionalLong.of(11), OptionalLong.of(1024), OptionalLong.of(4096)));
        assertThat(limits.seen().descriptors().get(13)).isEqualTo(Descriptors.UNKNOWN);
        pass(HostLimits.ROUND.minusSeconds(1), 10);
        assertThat(looked).hasSize(10);
        pass(Duration.ofSeconds(1), 2);
        assertThat(looked).hasSize(12);
        assertThat(limits.seen().descriptors()).containsOnlyKeys(10, 11);
    }

    @Test
    void whatIsDearIsLookedAtLessOften() {
        costNanos = Duration.ofMillis(50).toNanos();
        pass(TICK, 4);
        assertThat(looked).as("one that takes long is enough").hasSize(1);
        for (int i = 0; i < 3; i++) {
            pass(TICK, 4);
        }
        assertThat(looked).hasSize(4);
        pass(Duration.ofSeconds(35), 4);
        assertThat(looked).as("200 ms of work, 40 s of rest").hasSize(4);
        pass(Duration.ofSeconds(5), 4);
        assertThat(looked).hasSize(5);
    }

    @Test
    void thereIsAnEndToTheProcesses() {
        for (int i = 0; i < 140; i++) {
            pass(TICK, HostLimits.MOST_PROCESSES + 40);
        }
        assertThat(looked).hasSize(HostLimits.MOST_PROCESSES).doesNotHaveDuplicates();
    }

    @Test
    void openFilesAreReadEveryTwoSeconds() {
        pass(TICK, 0);
        assertThat(limits.seen().settings().text("fs.file-nr")).contains("1 0 100");
        long first = limits.seen().settingsNanos();
        pass(HostLimits.OPEN_FILES.minusMillis(1), 0);
        assertThat(limits.seen().settingsNanos()).isEqualTo(first);
        pass(Duration.ofMillis(1), 0);
        assertThat(limits.seen().settings().text("fs.file-nr")).contains("2 0 100");
        assertThat(limits.seen().settingsNanos()).isEqualTo(clock);
    }
}
