package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Conduct;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;
import java.time.Duration;

/** A server that accepts too slowly, and one that only answers slowly. */
final class SlowAccept {
    static final Scenario FAILING =
            Scenario.write(
                            "slow-accept",
                            "A server accepts one connection every 150 ms, and ten a second come."
                                    + " Everybody's turn comes, but late, and some are turned away.")
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("slow-accept", At.LOCAL)
                    .sign(new Sign.Grows("TcpExtListenOverflows", 3))
                    .sign(new Sign.Grows("TcpPassiveOpens", 10))
                    .twin("slow-answers")
                    .play(stage -> slow(stage, At.LOCAL));

    static final Scenario HEALTHY =
            Scenario.write(
                            "slow-answers",
                            "A server takes half a second for each answer, but accepts at once:"
                                    + " many connections are open and none waits in the queue.")
                    .sign(new Sign.InState("ESTAB", At.LOCAL, 5))
                    .sign(new Sign.Grows("TcpPassiveOpens", 10))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(SlowAccept::answerLate);

    private SlowAccept() {}

    static void slow(Stage stage, String at) throws IOException {
        stage.serve(ServerPlan.healthy(at).backlog(4).accepting(new Rhythm(1, 150)));
        stage.visits(stage.crowd(at).asking().staying(Duration.ofSeconds(3)), 1, 100);
    }

    private static void answerLate(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).conduct(Conduct.ANSWER_LATE));
        stage.visits(stage.crowd(At.LOCAL).asking().staying(Duration.ofMillis(700)), 1, 50);
    }
}
