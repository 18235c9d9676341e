package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Conduct;
import java.io.IOException;

/** A server whose process has no descriptor left, and one that has plenty. */
final class DescriptorLimit {
    private static final int BACKLOG = 3;
    private static final int SPARE = 8;

    static final Scenario FAILING =
            Scenario.write(
                            "descriptor-limit",
                            "A server keeps every connection until its process may open no more"
                                    + " descriptors. accept(2) fails with EMFILE from then on, and the"
                                    + " connections stay in the queue.")
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("file-descriptor-limit", At.LOCAL)
                    .may("acceptor-stalled", At.LOCAL)
                    .sign(new Sign.QueueFull(At.LOCAL))
                    .sign(new Sign.InState("ESTAB", At.LOCAL, SPARE + BACKLOG + 1))
                    .sign(new Sign.Grows("TcpExtListenOverflows", 3))
                    .twin("many-descriptors")
                    .play(DescriptorLimit::runOut);

    static final Scenario HEALTHY =
            Scenario.write(
                            "many-descriptors",
                            "A server keeps every connection too, and is far from its limit.")
                    .sign(new Sign.InState("ESTAB", At.LOCAL, 30))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(DescriptorLimit::keep);

    private DescriptorLimit() {}

    private static void runOut(Stage stage) throws IOException {
        stage.serve(
                ServerPlan.healthy(At.LOCAL)
                        .backlog(BACKLOG)
                        .conduct(Conduct.HOLD)
                        .spareDescriptors(SPARE));
        var regulars = stage.crowd(At.LOCAL);
        stage.upTo(SPARE, regulars, 1, 50);
        stage.after(600, () -> Stalled.overflow(stage, At.LOCAL, BACKLOG));
    }

    private static void keep(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).conduct(Conduct.HOLD).spareDescriptors(200));
        stage.upTo(40, stage.crowd(At.LOCAL), 2, 50);
    }
}
