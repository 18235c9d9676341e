package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Datagrams;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;
import java.time.Duration;

/** Full queues of UNIX sockets, of which no counter tells. */
final class Unix {
    private static final int BACKLOG = 3;

    static final Scenario QUEUE_FULL =
            Scenario.write(
                            "unix-queue-full",
                            "A UNIX listener accepts nobody: connect(2) fails with EAGAIN, or"
                                    + " blocks, and no counter moves anywhere.")
                    .must("unix-queue-full", At.UNIX)
                    .may("acceptor-stalled", At.UNIX)
                    .sign(new Sign.QueueFull(At.UNIX))
                    .twin("unix-queue-passing")
                    .play(Unix::fill);

    static final Scenario QUEUE_PASSING =
            Scenario.write(
                            "unix-queue-passing",
                            "A UNIX listener accepts everybody who waits every 100 ms: there is"
                                    + " nearly always somebody in its queue, and always room.")
                    .sign(new Sign.Queued(At.UNIX, 1))
                    .play(Unix::pass);

    static final Scenario DATAGRAMS_FULL =
            Scenario.write(
                            "unix-datagrams-full",
                            "Nobody reads a UNIX datagram socket: after max_dgram_qlen datagrams"
                                    + " those who send to it block.")
                    .must("unix-datagram-queue", At.UNIX)
                    .sign(new Sign.Unread(At.UNIX, 1))
                    .twin("unix-datagrams-read")
                    .play(stage -> {
                        stage.serve(datagramServer().accepting(Rhythm.NEVER));
                        Datagrams sender = stage.datagrams(At.UNIX);
                        stage.every(100, () -> sender.send(5));
                    });

    static final Scenario DATAGRAMS_READ =
            Scenario.write(
                            "unix-datagrams-read",
                            "As many datagrams are sent, and read soon afterwards.")
                    .play(stage -> {
                        stage.serve(datagramServer().accepting(new Rhythm(100, 50)));
                        Datagrams sender = stage.datagrams(At.UNIX);
                        stage.every(100, () -> sender.send(5));
                    });

    private Unix() {}

    private static ServerPlan datagramServer() {
        return ServerPlan.healthy(At.UNIX).datagrams();
    }

    private static void fill(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.UNIX).backlog(BACKLOG).accepting(Rhythm.NEVER));
        stage.visits(stage.crowd(At.UNIX), 2, 300);
    }

    private static void pass(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.UNIX).backlog(64).accepting(new Rhythm(100, 100)));
        stage.visits(stage.crowd(At.UNIX).staying(Duration.ofMillis(500)), 1, 20);
    }
}
