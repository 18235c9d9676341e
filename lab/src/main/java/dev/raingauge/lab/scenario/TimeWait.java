package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Conduct;
import java.io.IOException;
import java.time.Duration;

/** TIME_WAIT: much of it, which is harmless, and more than the kernel keeps. */
final class TimeWait {
    static final Scenario OVERFLOW =
            Scenario.write(
                            "time-wait-overflow",
                            "tcp_max_tw_buckets is 50, and the server closes twenty connections a"
                                    + " second: the kernel forgets them before their time.")
                    .setting(stage -> stage.namespace().sysctl("net.ipv4.tcp_max_tw_buckets", "50"))
                    .must("time-wait")
                    .sign(new Sign.Grows("TcpExtTCPTimeWaitOverflow", 10))
                    .twin("time-wait-many")
                    .play(TimeWait::hangUp);

    static final Scenario MANY =
            Scenario.write(
                            "time-wait-many",
                            "The server closes first, so hundreds of connections are in TIME_WAIT"
                                    + " at its port. They cost next to nothing and harm nobody.")
                    .sign(new Sign.InState("TIME-WAIT", At.LOCAL, 200))
                    .sign(new Sign.Still("TcpExtTCPTimeWaitOverflow"))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(TimeWait::hangUp);

    private TimeWait() {}

    private static void hangUp(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).conduct(Conduct.HANG_UP));
        stage.atMost(400, stage.crowd(At.LOCAL).staying(Duration.ofMillis(60)), 15, 50);
        stage.visits(stage.crowd(At.LOCAL).staying(Duration.ofMillis(60)), 1, 50);
    }
}
