package dev.raingauge.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario does to the kernel what it says, by {@code ss} and {@code nstat}. */
@Execution(ExecutionMode.CONCURRENT)
class ScenariosIT {
    private static final int LOOKS = 40;

    private static @Nullable Lab lab;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        lab = Lab.open();
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    /** The signs come, are still there a moment later, and our own readers see the same. */
    @ParameterizedTest
    @MethodSource("scenarios")
    @Timeout(90)
    void theKernelShowsIt(Scenario scenario) throws Exception {
        if (lab == null) {
            throw new AssertionError("no lab");
        }
        try (Running running = scenario.start(lab)) {
            running.await(Duration.ofSeconds(25));
            Thread.sleep(1_000);
            running.await(Duration.ofSeconds(10));
            weSeeTheSame(running);
        }
    }

    /** Servers and timers go on between the two looks, so they may have to be repeated. */
    private static void weSeeTheSame(Running running) throws Exception {
        Agreement last = Agreement.of(running);
        for (int i = 0; i < LOOKS && !last.ours().equals(last.theirs()); i++) {
            Thread.sleep(50);
            last = Agreement.of(running);
        }
        assertThat(last.ours()).isEqualTo(last.theirs());
    }
}
