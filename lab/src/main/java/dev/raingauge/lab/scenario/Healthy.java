package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import java.io.IOException;
import java.time.Duration;

/** Nothing is wrong: with no traffic, and with a good deal of it. */
final class Healthy {
    static final Scenario QUIET =
            Scenario.write("quiet", "A server listens and nobody comes.")
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(stage -> stage.serve(ServerPlan.healthy(At.LOCAL)));

    static final Scenario BUSY =
            Scenario.write(
                            "busy",
                            "Fifty clients a second come, ask and go, and the server keeps up.")
                    .sign(new Sign.Grows("TcpPassiveOpens", 20))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .sign(new Sign.NoDrops(At.LOCAL))
                    .play(Healthy::busy);

    private Healthy() {}

    private static void busy(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL));
        stage.visits(customers(stage, At.LOCAL), 1, 20);
    }

    /** Clients as they should be: they come, ask, and soon go. */
    static Crowd customers(Stage stage, String target) {
        return stage.crowd(target).asking().staying(Duration.ofMillis(100));
    }
}
