package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.lab.scenario.Scenario;
import dev.raingauge.monitor.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What of {@code lab} needs no namespace. */
class LabCommandTest {
    @Test
    void theListShowsEveryScenario() throws IOException {
        Ran list = Ran.run("lab");
        Golden.check("lab.txt", list.out());
        assertThat(list.exitCode()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(Scenario.all())
                .allSatisfy(
                        one -> assertThat(list.out()).containsOnlyOnce("\n  " + one.name() + "  "));
    }
}
