package dev.raingauge.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.Rules;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.Source;
import dev.raingauge.sockdiag.model.Sysctls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What lasts is a finding, and what only happens to fail for a moment is none. */
class DiagnosisTest {
    private static final Namespace HOST = new Namespace(1, "host");
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final Gap REFUSED = new Gap("counters of host", "Permission denied", "");

    private final Diagnosis diagnosis = new Diagnosis(Rules.STANDARD, _ -> List.of());

    /** A namespace that ends stays in the list for a while, and cannot be looked at then. */
    @Test
    void aGapIsALackOfPrivilegesOnceItHasLastedForHalfAMinute() {
        for (int second = 0; second < 30; second++) {
            see(second, REFUSED);
        }
        assertThat(found()).isEmpty();
        see(30, REFUSED);
        assertThat(found()).containsExactly("missing-privilege");
    }

    @Test
    void oneLookThatSucceedsBeginsTheHalfMinuteAnew() {
        for (int second = 0; second < 29; second++) {
            see(second, REFUSED);
        }
        see(29);
        for (int second = 30; second < 60; second++) {
            see(second, REFUSED);
        }
        assertThat(found()).isEmpty();
        see(60, REFUSED);
        assertThat(found()).containsExactly("missing-privilege");
    }

    @Test
    void aNamespaceThatComesBackUnderItsNumberIsAnother() {
        for (int second = 0; second < 29; second++) {
            see(second, REFUSED);
        }
        diagnosis.accept(observation(29, List.of()));
        for (int second = 30; second < 60; second++) {
            see(second, REFUSED);
        }
        assertThat(found()).isEmpty();
    }

    private List<String> found() {
        return diagnosis.episodes().stream()
                .map(episode -> episode.finding())
                .map(Finding::rule)
                .toList();
    }

    private void see(int second, Gap... gaps) {
        var queues =
                new Sample<>(
                        Given.pass(),
                        START.plusSeconds(second),
                        nanos(second),
                        Duration.ZERO,
                        Duration.ZERO);
        var sample =
                new NamespaceSample(
                        HOST,
                        true,
                        Source.NETLINK,
                        Optional.of(queues),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Sysctls.NONE,
                        Map.of(),
                        EphemeralPorts.NONE,
                        Map.of(),
                        List.of(gaps));
        diagnosis.accept(observation(second, List.of(sample)));
    }

    private static Observation observation(int second, List<NamespaceSample> namespaces) {
        return new Observation(
                START.plusSeconds(second),
                nanos(second),
                namespaces,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of());
    }

    private static long nanos(int second) {
        return Duration.ofSeconds(second).toNanos();
    }
}
