package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Datagrams;
import dev.raingauge.lab.act.ServerPlan;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import java.io.IOException;

/** A UDP socket that nobody reads, and one that is read in time. */
final class Udp {
    static final Scenario DROPS =
            Scenario.write(
                            "udp-drops",
                            "A UDP socket has a small buffer and a reader that does not read:"
                                    + " what comes is thrown away.")
                    .must("udp-receive-drops", At.LOCAL)
                    .sign(new Sign.Grows("UdpRcvbufErrors", 20))
                    .twin("udp-read")
                    .play(stage -> send(stage, Rhythm.NEVER));

    static final Scenario READ =
            Scenario.write("udp-read", "The same datagrams come and are read.")
                    .sign(new Sign.Grows("UdpInDatagrams", 20))
                    .sign(new Sign.Still("UdpRcvbufErrors"))
                    .play(stage -> send(stage, Rhythm.ALWAYS));

    private Udp() {}

    private static void send(Stage stage, Rhythm rhythm) throws IOException {
        stage.serve(ServerPlan.healthy(At.LOCAL).datagrams().accepting(rhythm));
        Datagrams sender = stage.datagrams(At.LOCAL);
        stage.every(50, () -> sender.send(2));
    }
}
