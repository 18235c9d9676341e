package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.ServerPlan;
import java.io.IOException;

/** A client that has used up its ports toward one server, and one that talks to two. */
final class EphemeralPorts {
    private static final int PORTS = 100;

    static final Scenario EXHAUSTED =
            Scenario.write(
                            "ephemeral-ports",
                            "ip_local_port_range allows 100 ports, and a client holds connections"
                                    + " from 97 of them to one server. No counter moves when the last"
                                    + " one is gone.")
                    .setting(EphemeralPorts::narrow)
                    .must("ephemeral-ports", At.LOCAL)
                    .sign(new Sign.InState("ESTAB", At.LOCAL, 97))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("ephemeral-ports-shared")
                    .play(stage -> {
                        stage.serve(ServerPlan.healthy(At.LOCAL));
                        stage.upTo(97, stage.crowd(At.LOCAL), 10, 50);
                    });

    static final Scenario SHARED =
            Scenario.write(
                            "ephemeral-ports-shared",
                            "A client holds 120 connections in the same range, to two servers: a"
                                    + " port can be used once toward each.")
                    .setting(EphemeralPorts::narrow)
                    .sign(new Sign.InState("ESTAB", At.LOCAL, 60))
                    .sign(new Sign.InState("ESTAB", At.OTHER_LOCAL, 60))
                    .play(stage -> {
                        stage.serve(
                                ServerPlan.healthy(At.LOCAL), ServerPlan.healthy(At.OTHER_LOCAL));
                        stage.upTo(60, stage.crowd(At.LOCAL), 10, 50);
                        stage.upTo(60, stage.crowd(At.OTHER_LOCAL), 10, 50);
                    });

    private EphemeralPorts() {}

    private static void narrow(Stage stage) throws IOException {
        int first = 40_000;
        stage.namespace().sysctl("net.ipv4.ip_local_port_range", first + " " + (first + PORTS - 1));
    }
}
