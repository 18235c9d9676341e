package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;
import java.time.Duration;

/** Two things at once: who is to blame? */
final class Several {
    private static final int BACKLOG = 2;

    static final Scenario BESIDE_SCAN =
            Scenario.write(
                            "overflow-beside-scan",
                            "One listener accepts nobody and overflows. Another one is healthy and"
                                    + " is being scanned: its own drops grow faster, and it loses"
                                    + " nobody.")
                    .must("accept-queue-overflow", At.PUBLIC)
                    .must("acceptor-stalled", At.PUBLIC)
                    .must("port-scan", At.OTHER_PUBLIC)
                    .sign(new Sign.QueueFull(At.PUBLIC))
                    .sign(new Sign.Grows("TcpExtListenOverflows", 3))
                    .sign(new Sign.Grows("TcpExtEmbryonicRsts", 50))
                    .sign(new Sign.DropsGrow(At.OTHER_PUBLIC, 50))
                    .twin("port-scan")
                    .play(Several::besideScan);

    static final Scenario TWO_OVERFLOWS =
            Scenario.write(
                            "two-overflows",
                            "Two listeners overflow, each for its own reason: one accepts nobody,"
                                    + " the other has a queue too short for its bursts.")
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("acceptor-stalled", At.LOCAL)
                    .must("accept-queue-overflow", At.OTHER_LOCAL)
                    .must("burst-overflow", At.OTHER_LOCAL)
                    .sign(new Sign.QueueFull(At.LOCAL))
                    .sign(new Sign.DropsGrow(At.LOCAL, 3))
                    .sign(new Sign.DropsGrow(At.OTHER_LOCAL, 20))
                    .twin("burst-fits")
                    .play(Several::two);

    static final Scenario ELSEWHERE =
            Scenario.write(
                            "overflow-elsewhere",
                            "This namespace is healthy and busy. In another one, as in a pod next"
                                    + " door, a listener overflows, and nothing of it shows here.")
                    .elsewhere("accept-queue-overflow", At.LOCAL)
                    .elsewhere("acceptor-stalled", At.LOCAL)
                    .sign(new Sign.Grows("TcpPassiveOpens", 10))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .signElsewhere(new Sign.QueueFull(At.LOCAL))
                    .signElsewhere(new Sign.Grows("TcpExtListenOverflows", 3))
                    .twin("busy")
                    .play(Several::elsewhere);

    private Several() {}

    private static void besideScan(Stage stage) throws IOException {
        stage.serveIn(stage.namespace(), "lab-stalled", stalled(At.PUBLIC));
        stage.serveIn(stage.namespace(), "lab-healthy", ServerPlan.healthy(At.OTHER_PUBLIC));
        stage.after(0, () -> Stalled.overflow(stage, At.PUBLIC, BACKLOG));
        stage.visits(Healthy.customers(stage, At.OTHER_PUBLIC), 1, 100);
        PortScan.scan(stage, At.OTHER_PORT, 20);
    }

    private static void two(Stage stage) throws IOException {
        stage.serveIn(stage.namespace(), "lab-stalled", stalled(At.LOCAL));
        stage.after(0, () -> Stalled.overflow(stage, At.LOCAL, BACKLOG));
        Burst.burst(stage, At.OTHER_LOCAL, 5);
    }

    private static void elsewhere(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL));
        stage.visits(Healthy.customers(stage, At.LOCAL), 1, 50);
        stage.serveIn(stage.elsewhere(), "lab-stalled", stalled(At.LOCAL));
        stage.after(
                0,
                () -> {
                    stage.crowdFrom(stage.elsewhere(), At.LOCAL).arrive(BACKLOG + 1);
                    Crowd later = stage.crowdFrom(stage.elsewhere(), At.LOCAL).resetting();
                    stage.visits(later.staying(Duration.ofMillis(1_500)), 1, 250);
                });
    }

    private static ServerPlan stalled(String address) {
        return ServerPlan.healthy(address).backlog(BACKLOG).accepting(Rhythm.NEVER);
    }
}
