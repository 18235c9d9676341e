package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Conduct;
import java.io.IOException;
import java.time.Duration;

/** Somebody does not read what is sent: we, or the other side. And what is left of such. */
final class Reading {
    private static final int MUCH = 50_000;

    static final Scenario NOT_READING =
            Scenario.write(
                            "not-reading",
                            "Clients send, and the server holds the connections and never reads."
                                    + " Bytes pile up on our side.")
                    .must("not-reading", At.PUBLIC)
                    .sign(new Sign.Unread(At.PUBLIC, MUCH))
                    .twin("reading")
                    .play(stage -> {
                        stage.serve(holding(At.PUBLIC));
                        pour(stage, stage.crowdFrom(stage.peer(), At.PUBLIC));
                    });

    static final Scenario PEER_NOT_READING =
            Scenario.write(
                            "peer-not-reading",
                            "We send, and the other side does not read: its window is closed, and"
                                    + " our bytes wait to be sent.")
                    .must("peer-not-reading", At.REMOTE)
                    .sign(new Sign.Unsent(At.REMOTE, MUCH))
                    .twin("reading")
                    .play(stage -> {
                        stage.serveIn(stage.peer(), "lab-remote", holding(At.REMOTE));
                        pour(stage, stage.crowd(At.REMOTE));
                    });

    static final Scenario READING =
            Scenario.write("reading", "Clients send much, and the server reads it.")
                    .sign(new Sign.InState("ESTAB", At.PUBLIC, 3))
                    .sign(new Sign.Grows("TcpInSegs", 50))
                    .play(stage -> {
                        stage.serve(ServerPlan.healthy(At.PUBLIC));
                        Crowd crowd = stage.crowdFrom(stage.peer(), At.PUBLIC).asking();
                        stage.upTo(3, crowd, 1, 20);
                        stage.every(20, crowd::askAgain);
                    });

    static final Scenario ORPHANS =
            Scenario.write(
                            "orphans",
                            "Clients have sent much and closed, and the other side does not read:"
                                    + " no process has their sockets any more. A few are harmless; the"
                                    + " limit belongs to the whole host.")
                    .sign(new Sign.InState("FIN-WAIT-1", "*", 10))
                    .play(stage -> {
                        stage.serveIn(stage.peer(), "lab-remote", holding(At.REMOTE));
                        Crowd crowd = stage.crowd(At.REMOTE).pouring();
                        stage.atMost(20, crowd.staying(Duration.ofMillis(200)), 4, 100);
                    });

    private Reading() {}

    private static ServerPlan holding(String address) {
        return ServerPlan.healthy(address).conduct(Conduct.HOLD);
    }

    private static void pour(Stage stage, Crowd crowd) throws IOException {
        stage.upTo(3, crowd.pouring(), 1, 100);
    }
}
