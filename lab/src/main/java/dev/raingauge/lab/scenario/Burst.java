package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;
import java.time.Duration;

/** Forty clients at once: for a queue of 5, whoever made it so short, and for one of 128. */
final class Burst {
    private static final int CLIENTS = 40;

    static final Scenario FAILING =
            Scenario.write(
                            "burst",
                            "Once a second, forty clients come at the same moment. The server is"
                                    + " quick, but asked for a queue of only 5.")
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("burst-overflow", At.LOCAL)
                    .sign(new Sign.Grows("TcpExtListenOverflows", 20))
                    .sign(new Sign.SameGrowth("TcpExtListenDrops", "TcpExtListenOverflows"))
                    .sign(new Sign.DropsPer(At.LOCAL, "TcpExtListenOverflows", 1, 2))
                    .twin("burst-fits")
                    .play(stage -> burst(stage, At.LOCAL, 5));

    static final Scenario CAPPED =
            Scenario.write(
                            "burst-somaxconn",
                            "The same, but the server asked for 511, and net.core.somaxconn of its"
                                    + " namespace allows no more than 5.")
                    .setting(stage -> stage.namespace().sysctl("net.core.somaxconn", "5"))
                    .must("accept-queue-overflow", At.LOCAL)
                    .must("burst-overflow", At.LOCAL)
                    .may("backlog-capped", At.LOCAL)
                    .sign(new Sign.Grows("TcpExtListenOverflows", 20))
                    .sign(new Sign.DropsGrow(At.LOCAL, 20))
                    .twin("burst-fits")
                    .play(stage -> burst(stage, At.LOCAL, 511));

    static final Scenario HEALTHY =
            Scenario.write("burst-fits", "The same forty clients meet a queue of 128.")
                    .sign(new Sign.Grows("TcpPassiveOpens", 2 * CLIENTS))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(stage -> burst(stage, At.LOCAL, 128));

    private Burst() {}

    static void burst(Stage stage, String at, int backlog) throws IOException {
        stage.serve(ServerPlan.healthy(at).backlog(backlog).accepting(new Rhythm(1_000, 20)));
        Crowd crowd = stage.crowd(at).resetting().staying(Duration.ofMillis(600));
        stage.every(1_000, () -> crowd.arrive(CLIENTS));
        stage.every(100, crowd::tick);
    }
}
