package dev.raingauge.lab.scenario;

import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.act.PacketSender;
import dev.raingauge.lab.act.ServerPlan;
import java.io.IOException;
import java.time.Duration;

/** Half-open requests that are taken back at once, and health checks, which connect and leave. */
final class PortScan {
    private static final int FIRST_PORT = 30_000;

    static final Scenario SCAN =
            Scenario.write(
                            "port-scan",
                            "Somebody looks whether the port is open: a SYN, and a RST as soon as"
                                    + " it is answered. The listener counts drops of its own, and no"
                                    + " connection was lost.")
                    .must("port-scan", At.PUBLIC)
                    .sign(new Sign.Grows("TcpExtEmbryonicRsts", 20))
                    .sign(new Sign.DropsPer(At.PUBLIC, "TcpExtEmbryonicRsts", 1, 1))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("health-checks")
                    .play(stage -> {
                        stage.serve(ServerPlan.healthy(At.PUBLIC));
                        scan(stage, At.PORT, 20);
                    });

    static final Scenario HEALTH_CHECKS =
            Scenario.write(
                            "health-checks",
                            "A load balancer looks whether the port is open: it connects, and"
                                    + " leaves without a word.")
                    .sign(new Sign.Grows("TcpPassiveOpens", 20))
                    .sign(new Sign.NoDrops(At.PUBLIC))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(PortScan::check);

    private PortScan() {}

    /** Begins a request and takes it back, every so many milliseconds. */
    static void scan(Stage stage, int port, int milliseconds) throws IOException {
        PacketSender packets = stage.packets(LabNamespace.ADDRESS, port);
        int[] sent = {0};
        stage.every(
                milliseconds,
                () -> {
                    int one = ++sent[0];
                    byte[] source = PacketSender.nobody(one);
                    int sourcePort = FIRST_PORT + one % 20_000;
                    packets.syn(source, sourcePort, one * 7_919);
                    packets.reset(source, sourcePort, one * 7_919);
                });
    }

    private static void check(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.PUBLIC));
        stage.visits(
                stage.crowdFrom(stage.peer(), At.PUBLIC).staying(Duration.ofMillis(20)), 1, 40);
    }
}
