package dev.raingauge.lab.scenario;

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

    /** The signs come, and are still there a moment later. */
    @ParameterizedTest
    @MethodSource("scenarios")
    @Timeout(40)
    void theKernelShowsIt(Scenario scenario) throws Exception {
        if (lab == null) {
            throw new AssertionError("no lab");
        }
        try (Running running = scenario.start(lab)) {
            running.await(Duration.ofSeconds(15));
            Thread.sleep(1_000);
            running.await(Duration.ofSeconds(3));
        }
    }
}
