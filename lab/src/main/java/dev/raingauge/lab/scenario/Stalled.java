package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import dev.raingauge.lab.act.ServerProcess;
import java.io.IOException;
import java.time.Duration;

/** A server whose process stands still, and one that merely catches its breath. */
final class Stalled {
    private static final int BACKLOG = 2;

    static final Scenario FAILING =
            Scenario.write(
                            "stalled",
                            "A server works for a moment; then its process is stopped (SIGSTOP) and"
                                    + " accepts nobody any more. The same connections wait in its queue"
                                    + " for ever, and everybody else is turned away.")
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("acceptor-stalled", At.LOCAL)
                    .sign(new Sign.QueueFull(At.LOCAL))
                    .sign(new Sign.Grows("TcpExtListenOverflows", 3))
                    .sign(new Sign.SameGrowth("TcpExtListenDrops", "TcpExtListenOverflows"))
                    .sign(new Sign.DropsPer(At.LOCAL, "TcpExtListenOverflows", 1, 2))
                    .twin("pausing")
                    .play(Stalled::stall);

    static final Scenario HEALTHY =
            Scenario.write(
                            "pausing",
                            "A server stands still for 300 ms now and then, as a collection of"
                                    + " garbage makes it. Its queue is deep enough, and drains at"
                                    + " once.")
                    .sign(new Sign.Queued(At.LOCAL, 2))
                    .sign(new Sign.Grows("TcpPassiveOpens", 20))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(Stalled::pause);

    private Stalled() {}

    private static void stall(Stage stage) throws IOException {
        ServerProcess server = stage.serve(ServerPlan.healthy(At.LOCAL).backlog(BACKLOG));
        stage.visits(Healthy.customers(stage, At.LOCAL), 1, 100);
        stage.after(
                500,
                () -> {
                    server.stop();
                    overflow(stage, At.LOCAL, BACKLOG);
                });
    }

    /** Fills the queue of a listener that accepts nobody, and goes on knocking. */
    static void overflow(Stage stage, String target, int backlog) throws IOException {
        stage.crowd(target).arrive(backlog + 1);
        Crowd later = stage.crowd(target).resetting().staying(Duration.ofMillis(1_500));
        stage.visits(later, 1, 250);
    }

    private static void pause(Stage stage) throws IOException {
        ServerProcess server = stage.serve(ServerPlan.healthy(At.LOCAL));
        stage.visits(Healthy.customers(stage, At.LOCAL), 1, 40);
        stage.every(
                1_500,
                () -> {
                    server.rhythm(0, Rhythm.NEVER);
                    stage.after(300, () -> server.rhythm(0, Rhythm.ALWAYS));
                });
    }
}
