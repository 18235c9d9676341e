package dev.raingauge.lab.scenario;

import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;

/** A process that makes sockets and forgets them before they are bound or connected. */
final class Leak {
    private static final int MOST = 300;

    static final Scenario SOCKETS =
            Scenario.write(
                            "socket-leak",
                            "A process makes ten sockets a second and neither binds, connects nor"
                                    + " closes them. No list of sockets shows them; only its"
                                    + " descriptors do.")
                    .must("socket-leak")
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("many-descriptors")
                    .play(stage -> {
                        int[] made = {0};
                        stage.every(
                                100,
                                () -> {
                                    if (made[0]++ < MOST) {
                                        stage.keep(stage.namespace().call(Leak::one));
                                    }
                                });
                    });

    private Leak() {}

    private static PlainSocket one() throws IOException {
        return PlainSocket.open(Libc.AF_INET, Libc.SOCK_STREAM, 0);
    }
}
