package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import dev.raingauge.lab.act.ServerProcess;
import java.io.IOException;

/**
 * The queue fills between a client's SYN and its final ACK: the only case in which
 * tcp_abort_on_overflow does anything.
 *
 * <p>The moment is found without luck. While the server is muffled, clients beyond the network send
 * their SYNs and do not hear the answer; then neighbours fill the queue; then the answer is sent
 * again, a second after the first, and this time it is heard. Each final ACK costs two of the
 * listener's own drops, and each client's SYN, which is repeated as well, one.
 */
final class FinalAck {
    private static final int BACKLOG = 4;
    private static final int CYCLE_MILLIS = 4_000;
    private static final int CLIENTS = 3;

    /** After the second answer, which is dropped, and before the third, three seconds on. */
    private static final int DRAINED_MILLIS = 2_400;

    private static final int LEAVING_MILLIS = 3_600;

    static final Scenario DROPPED =
            Scenario.write(
                            "final-ack-dropped",
                            "The queue is full when the last packet of the handshake arrives:"
                                    + " clients believe they are connected, and the server does not"
                                    + " know them.")
                    .setting(stage -> abort(stage, "0"))
                    .must("accept-queue-overflow", At.PUBLIC)
                    .may("burst-overflow", At.PUBLIC)
                    .may("slow-accept", At.PUBLIC)
                    .may("acceptor-stalled", At.PUBLIC)
                    .sign(new Sign.Grows("TcpExtListenOverflows", CLIENTS))
                    .sign(new Sign.DropsPer(At.PUBLIC, "TcpExtListenOverflows", 2, 3))
                    .sign(new Sign.Still("TcpExtEmbryonicRsts"))
                    .play(FinalAck::cycle);

    static final Scenario ABORTED =
            Scenario.write(
                            "abort-on-overflow",
                            "The same with tcp_abort_on_overflow = 1: those clients get a reset,"
                                    + " while clients whose SYN was dropped still hear nothing.")
                    .setting(stage -> abort(stage, "1"))
                    .must("accept-queue-overflow", At.PUBLIC)
                    .must("abort-on-overflow")
                    .may("burst-overflow", At.PUBLIC)
                    .may("slow-accept", At.PUBLIC)
                    .may("acceptor-stalled", At.PUBLIC)
                    .sign(new Sign.Grows("TcpExtListenOverflows", CLIENTS))
                    .sign(new Sign.DropsPer(At.PUBLIC, "TcpExtListenOverflows", 2, 3))
                    .sign(new Sign.Grows("TcpExtEmbryonicRsts", CLIENTS))
                    .twin("final-ack-dropped")
                    .play(FinalAck::cycle);

    private FinalAck() {}

    private static void abort(Stage stage, String value) throws IOException {
        stage.namespace().sysctl("net.ipv4.tcp_abort_on_overflow", value);
    }

    private static void cycle(Stage stage) throws IOException {
        ServerPlan plan = ServerPlan.healthy(At.PUBLIC).backlog(BACKLOG);
        ServerProcess server = stage.serve(plan.accepting(Rhythm.NEVER));
        Crowd remote = stage.crowdFrom(stage.peer(), At.PUBLIC).resetting();
        Crowd near = stage.crowd(At.PUBLIC).resetting();
        stage.every(
                CYCLE_MILLIS,
                () -> {
                    server.rhythm(0, Rhythm.NEVER);
                    stage.namespace().muffle();
                    remote.arrive(CLIENTS);
                    near.arrive(BACKLOG + 1);
                    stage.namespace().unmuffle();
                    stage.after(DRAINED_MILLIS, () -> server.rhythm(0, Rhythm.ALWAYS));
                    stage.after(
                            LEAVING_MILLIS,
                            () -> {
                                remote.leave();
                                near.leave();
                            });
                });
    }
}
