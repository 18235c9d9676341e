package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.scenario.Running;
import dev.raingauge.lab.scenario.Scenario;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command from outside: exit codes, documents, bad luck. */
@Timeout(120)
class DoctorCommandIT {
    @Test
    void aStalledServerIsCritical() throws Exception {
        try (Lab lab = lab();
                Running stalled = Scenario.named("stalled").orElseThrow().start(lab)) {
            stalled.await(Duration.ofSeconds(40));
            Ran ran =
                    Ran.run(
                            "doctor",
                            "--json",
                            "--for=4s",
                            "--namespace=" + stalled.namespaceFile());
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.at("verdict")).isEqualTo("critical");
            assertThat(ran.at("findings", 0, "severity")).isEqualTo("critical");
            assertThat(ran.number("observedSeconds")).isGreaterThanOrEqualTo(4);
            assertThat(ran.err()).isEmpty();
        }
    }

    @Test
    void aQuietNamespaceIsFine() throws Exception {
        try (Lab lab = lab();
                LabNamespace quiet = lab.namespace("quiet")) {
            Ran ran = Ran.run("doctor", "--for=1s", "--namespace=" + quiet.file());
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).startsWith("OK: nothing found.");
        }
    }

    @Test
    void aNamespaceThatDiesMeanwhileIsSaidTo() throws Exception {
        try (Lab lab = lab()) {
            LabNamespace mortal = lab.namespace("mortal");
            var death =
                    CompletableFuture.runAsync(
                            mortal::close,
                            CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));
            Ran ran = Ran.run("doctor", "--for=4s", "--namespace=" + mortal.file());
            death.join();
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).contains("Not seen: namespace");
        }
    }

    @Test
    void aNamespaceThatIsNotThereIsUnknown() {
        Ran ran = Ran.run("doctor", "--for=1s", "--namespace=rg-no-such-namespace");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("raingauge doctor: ").hasLineCount(1);
    }

    @Test
    void withoutNetlinkTheGapIsSaid() {
        Ran ran = Ran.run("doctor", "--for=500ms", "--no-netlink");
        assertThat(ran.out()).contains("missing-privilege").contains("--no-netlink was given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--for=x", "--for=0", "--for=2h", "--watch=3"})
    void whatIsNotUnderstoodIsSaidInOneLine(String option) {
        Ran ran = Ran.run("doctor", option);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).hasLineCount(1);
    }

    private static Lab lab() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        return Lab.open();
    }
}
