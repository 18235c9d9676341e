package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Conduct;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;
import java.time.Duration;

/** Clients have closed and the server has not: for ever, for a moment, or while in the queue. */
final class CloseWait {
    private static final int MANY = 100;

    static final Scenario LEAK =
            Scenario.write(
                            "close-wait-leak",
                            "Clients ask nothing and close, and the server never closes its side:"
                                    + " connections in CLOSE_WAIT pile up and none ever leaves.")
                    .must("close-wait-leak", At.LOCAL)
                    .sign(new Sign.InState("CLOSE-WAIT", At.LOCAL, MANY))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("close-wait-passing")
                    .play(CloseWait::leak);

    static final Scenario PASSING =
            Scenario.write(
                            "close-wait-passing",
                            "As many connections are in CLOSE_WAIT at every moment, but each only"
                                    + " for half a second: the server finishes its work and closes.")
                    .sign(new Sign.InState("CLOSE-WAIT", At.LOCAL, MANY))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(CloseWait::pass);

    static final Scenario GAVE_UP =
            Scenario.write(
                            "gave-up",
                            "The server accepts nobody, and clients give up while they are still"
                                    + " in its queue: CLOSE_WAIT too, but not because somebody forgot"
                                    + " to close.")
                    .must("acceptor-stalled", At.LOCAL)
                    .sign(new Sign.InState("CLOSE-WAIT", At.LOCAL, MANY))
                    .sign(new Sign.Queued(At.LOCAL, MANY))
                    .sign(new Sign.Still("TcpExtListenOverflows"))
                    .twin("close-wait-passing")
                    .play(CloseWait::giveUp);

    private CloseWait() {}

    private static void leak(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).conduct(Conduct.HOLD));
        stage.atMost(400, stage.crowd(At.LOCAL).staying(Duration.ofMillis(100)), 5, 50);
    }

    private static void pass(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).conduct(Conduct.ANSWER_LATE));
        stage.visits(stage.crowd(At.LOCAL).staying(Duration.ofMillis(20)), 14, 50);
    }

    private static void giveUp(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).backlog(1_000).accepting(Rhythm.NEVER));
        stage.atMost(400, stage.crowd(At.LOCAL).staying(Duration.ofMillis(300)), 5, 50);
    }
}
