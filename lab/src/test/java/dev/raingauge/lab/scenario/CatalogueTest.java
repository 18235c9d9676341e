package dev.raingauge.lab.scenario;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    /** Every rule of the diagnosis that can be made to speak in a namespace. */
    private static final Set<String> RULES =
            Set.of(
                    "accept-queue-overflow",
                    "acceptor-stalled",
                    "file-descriptor-limit",
                    "slow-accept",
                    "burst-overflow",
                    "reuseport-imbalance",
                    "syn-queue-overflow",
                    "syn-backlog-headroom",
                    "syn-cookies-sent",
                    "deferred-accept",
                    "port-scan",
                    "backlog-capped",
                    "abort-on-overflow",
                    "close-wait-leak",
                    "ephemeral-ports",
                    "time-wait",
                    "socket-leak",
                    "unix-queue-full",
                    "unix-datagram-queue",
                    "udp-receive-drops",
                    "peer-not-reading",
                    "not-reading",
                    "connect-stalled");

    /**
     * Their limits belong to the whole host (tcp_mem, tcp_max_orphans), or they are about the
     * observer: the lab leaves both alone.
     */
    private static final Set<String> OUT_OF_REACH =
            Set.of("tcp-memory", "orphans", "missing-privilege");

    @Test
    void everyRuleHasItsScenario() {
        Set<String> shown =
                Scenario.all().stream()
                        .flatMap(scenario -> scenario.expected().stream())
                        .filter(one -> one.duty() == Expectation.Duty.MUST)
                        .map(Expectation::rule)
                        .collect(toSet());
        assertThat(new TreeSet<>(shown)).isEqualTo(new TreeSet<>(RULES));
        assertThat(RULES).doesNotContainAnyElementsOf(OUT_OF_REACH);
    }

    @Test
    void namesAreUnique() {
        var names = new HashSet<String>();
        assertThat(Scenario.all()).allSatisfy(one -> assertThat(names.add(one.name())).isTrue());
    }

    static Set<Scenario> failing() {
        return Scenario.all().stream().filter(one -> !one.isHealthy()).collect(toSet());
    }

    /** A twin never asks for the findings of the one it is compared with. */
    @ParameterizedTest
    @MethodSource("failing")
    void whatFailsHasATwinThatDoesNot(Scenario scenario) {
        if (scenario.name().equals("final-ack-dropped")) {
            return; // the twin itself of abort-on-overflow: the same failure without the setting
        }
        Scenario twin = scenario.twin().flatMap(Scenario::named).orElseThrow();
        assertThat(twin.expected()).isNotEqualTo(scenario.expected());
    }

    @Test
    void everyScenarioSaysWhatHappens() {
        assertThat(Scenario.all())
                .allSatisfy(one -> {
                    assertThat(one.name()).matches("[a-z0-9-]{3,30}");
                    assertThat(one.says()).endsWith(".").hasSizeBetween(30, 300);
                });
    }
}
