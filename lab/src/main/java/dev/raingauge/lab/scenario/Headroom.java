package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;
import java.time.Duration;

/** A queue that was capped by somaxconn and is nearly full now and then. */
final class Headroom {
    private static final int SOMAXCONN = 16;
    private static final int CLIENTS = 14;

    static final Scenario CAPPED =
            Scenario.write(
                            "backlog-capped",
                            "net.core.somaxconn allows a queue of 16 and the server asked for"
                                    + " 1000. Bursts of 14 still fit; the next larger one will not.")
                    .setting(stage ->
                            stage.namespace()
                                    .sysctl("net.core.somaxconn", Integer.toString(SOMAXCONN)))
                    .must("backlog-capped", At.LOCAL)
                    .sign(new Sign.Grows("TcpPassiveOpens", 2 * CLIENTS))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("burst-fits")
                    .play(Headroom::bursts);

    private Headroom() {}

    private static void bursts(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).backlog(1_000).accepting(new Rhythm(1_000, 60)));
        Crowd crowd = stage.crowd(At.LOCAL).resetting().staying(Duration.ofMillis(150));
        stage.every(700, () -> crowd.arrive(CLIENTS));
        stage.every(50, crowd::tick);
    }
}
