package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import java.io.IOException;
import java.time.Duration;

/** TCP_DEFER_ACCEPT with clients that say nothing, and with clients that ask. */
final class DeferredAccept {
    private static final int SECONDS = 60;

    static final Scenario SILENT =
            Scenario.write(
                            "deferred-accept",
                            "A server wants to see clients only once they have asked"
                                    + " (TCP_DEFER_ACCEPT), and these say nothing: they stay in"
                                    + " SYN_RECV, as in a flood.")
                    .must("deferred-accept", At.LOCAL)
                    .sign(new Sign.Grows("TcpExtTCPDeferAcceptDrop", 10))
                    .sign(new Sign.DropsPer(At.LOCAL, "TcpExtTCPDeferAcceptDrop", 1, 1))
                    .sign(new Sign.InState("SYN-RECV", At.LOCAL, 10))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("deferred-asking")
                    .play(stage -> {
                        serve(stage);
                        Crowd silent = stage.crowd(At.LOCAL).resetting();
                        stage.visits(silent.staying(Duration.ofSeconds(20)), 1, 200);
                        silent.arrive(12);
                    });

    static final Scenario ASKING =
            Scenario.write(
                            "deferred-asking",
                            "The same server; its clients ask a moment after they have connected.")
                    .sign(new Sign.Grows("TcpExtTCPDeferAcceptDrop", 10))
                    .sign(new Sign.Grows("TcpPassiveOpens", 10))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(stage -> {
                        serve(stage);
                        stage.visits(Healthy.customers(stage, At.LOCAL), 1, 50);
                    });

    private DeferredAccept() {}

    private static void serve(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).deferring(SECONDS));
    }
}
