package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Conduct;
import java.io.IOException;

/** A process that makes sockets and forgets them before they are bound or connected. */
final class Leak {
    static final Scenario SOCKETS =
            Scenario.write(
                            "socket-leak",
                            "For each client, a server makes another socket and forgets it before"
                                    + " it is bound or connected. No list of sockets shows these; only"
                                    + " its descriptors do.")
                    .must("socket-leak")
                    .sign(new Sign.Grows("TcpPassiveOpens", 20))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("busy")
                    .play(Leak::leak);

    private Leak() {}

    private static void leak(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).conduct(Conduct.LEAK));
        stage.visits(Healthy.customers(stage, At.LOCAL), 1, 40);
    }
}
