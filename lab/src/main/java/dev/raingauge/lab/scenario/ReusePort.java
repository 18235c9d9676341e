package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.LostListener;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;
import java.time.Duration;

/** Two listeners share an address (SO_REUSEPORT), and one of them accepts nobody. */
final class ReusePort {
    private static final int BACKLOG = 3;

    static final Scenario IMBALANCE =
            Scenario.write(
                            "reuseport-imbalance",
                            "Two processes listen on one address (SO_REUSEPORT) and the kernel"
                                    + " deals clients out between them. One works; the other accepts"
                                    + " nobody, and half of all clients are lost.")
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("reuseport-imbalance", At.LOCAL)
                    .may("acceptor-stalled", At.LOCAL)
                    .sign(new Sign.QueueFull(At.LOCAL))
                    .sign(new Sign.Grows("TcpExtListenOverflows", 3))
                    .sign(new Sign.Grows("TcpPassiveOpens", 10))
                    .twin("reuseport-balanced")
                    .play(stage -> pair(stage, member(), member().accepting(Rhythm.NEVER)));

    static final Scenario LEAKED =
            Scenario.write(
                            "reuseport-leaked",
                            "A listener was handed over to a new process and lost on the way. No"
                                    + " process has it, and it still gets its share of the clients.")
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("reuseport-imbalance", At.LOCAL)
                    .may("acceptor-stalled", At.LOCAL)
                    .may("missing-privilege") // nobody has it, or somebody we may not look at
                    .sign(new Sign.QueueFull(At.LOCAL))
                    .sign(new Sign.Grows("TcpExtListenOverflows", 3))
                    .twin("reuseport-balanced")
                    .play(ReusePort::lose);

    static final Scenario BALANCED =
            Scenario.write(
                            "reuseport-balanced",
                            "Two processes listen on one address, and both accept.")
                    .sign(new Sign.Grows("TcpPassiveOpens", 20))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(stage -> pair(stage, member().backlog(64), member().backlog(64)));

    private ReusePort() {}

    private static ServerPlan member() {
        return ServerPlan.healthy(At.LOCAL).backlog(BACKLOG).reusingPort();
    }

    private static void pair(Stage stage, ServerPlan first, ServerPlan second) throws IOException {
        stage.serveIn(stage.namespace(), "lab-first", first);
        stage.serveIn(stage.namespace(), "lab-second", second);
        come(stage);
    }

    private static void lose(Stage stage) throws IOException {
        stage.keep(LostListener.open(stage.namespace(), At.LOCAL, BACKLOG));
        stage.serve(member());
        come(stage);
    }

    private static void come(Stage stage) {
        stage.visits(stage.crowd(At.LOCAL).asking().staying(Duration.ofMillis(1_200)), 1, 50);
    }
}
