package dev.raingauge.lab.scenario;

import dev.raingauge.lab.Figures;
import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import dev.raingauge.lab.act.ServerProcess;
import java.io.IOException;

/** What happened before anybody looked: large totals that prove nothing about now. */
final class Past {
    private static final int BACKLOG = 30;
    private static final int LOST = 40;
    private static final int MOST_MILLIS = 3_000;
    private static final int PAUSE_MILLIS = 50;

    static final Scenario OVERFLOW =
            Scenario.write(
                            "past-overflow",
                            "A listener overflowed a while ago, and its counters say so for ever."
                                    + " Now everything is well.")
                    .setting(Past::overflowed)
                    .sign(new Sign.Grows("TcpPassiveOpens", 10))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .sign(new Sign.NoDrops(At.LOCAL))
                    .play(stage -> stage.visits(Healthy.customers(stage, At.LOCAL), 1, 50));

    static final Scenario RESTARTED =
            Scenario.write(
                            "restarted",
                            "A listener overflowed a while ago and is restarted while we look: its"
                                    + " own drops fall to nothing, and nobody is lost.")
                    .setting(stage -> {
                        ServerProcess server = overflowed(stage);
                        stage.after(2_000, () -> restart(stage, server));
                    })
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(stage -> stage.visits(Healthy.customers(stage, At.LOCAL), 1, 50));

    private Past() {}

    /** Returns when it is over: nobody sends a SYN again. */
    private static ServerProcess overflowed(Stage stage) throws IOException {
        ServerProcess server =
                stage.serve(ServerPlan.healthy(At.LOCAL).backlog(BACKLOG).accepting(Rhythm.NEVER));
        try (Crowd crowd = new Crowd(stage.namespace(), At.LOCAL).resetting()) {
            crowd.arrive(BACKLOG + 1 + LOST);
        }
        server.rhythm(0, Rhythm.ALWAYS);
        drained(stage);
        return server;
    }

    private static void drained(Stage stage) throws IOException {
        for (int waited = 0; waited < MOST_MILLIS; waited += PAUSE_MILLIS) {
            Stage.pause(PAUSE_MILLIS);
            var listeners = Figures.of(stage.namespace()).at(At.LOCAL, "LISTEN");
            if (listeners.stream().allMatch(line -> line.receiveQueue() == 0)) {
                return;
            }
        }
        throw new IOException("the queue of " + At.LOCAL + " did not drain");
    }

    private static void restart(Stage stage, ServerProcess server) throws IOException {
        server.close();
        stage.serve(ServerPlan.healthy(At.LOCAL).backlog(BACKLOG));
    }
}
