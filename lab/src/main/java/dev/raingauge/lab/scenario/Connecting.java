package dev.raingauge.lab.scenario;

import dev.raingauge.lab.act.Crowd;
import java.time.Duration;

/** Our own clients get no answer, or a clear one. */
final class Connecting {
    private static final String SILENCE = "198.18.0.1:7000";

    static final Scenario STALLED =
            Scenario.write(
                            "connect-stalled",
                            "Our clients connect to an address that never answers, as behind a"
                                    + " firewall or a full queue: SYNs are sent again and again.")
                    .must("connect-stalled", SILENCE)
                    .sign(new Sign.InState("SYN-SENT", "*", 5))
                    .sign(new Sign.Grows("TcpExtTCPSynRetrans", 3))
                    .twin("connect-refused")
                    .play(stage -> {
                        stage.peer();
                        Crowd crowd = stage.crowd(SILENCE);
                        stage.visits(crowd.staying(Duration.ofSeconds(10)), 1, 200);
                    });

    static final Scenario REFUSED =
            Scenario.write(
                            "connect-refused",
                            "Our clients connect to a port at which nobody listens, and are told"
                                    + " so at once.")
                    .sign(new Sign.Grows("TcpAttemptFails", 5))
                    .play(stage -> {
                        Crowd crowd = stage.crowd(At.OTHER_LOCAL);
                        stage.visits(crowd.staying(Duration.ofMillis(100)), 1, 100);
                    });

    private Connecting() {}
}
