package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** The command close, on connections of this process. */
class CloseIT {
    @Test
    void rehearsesAndThenCloses() throws IOException {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        try (Lab lab = Lab.open()) {
            LabNamespace namespace = lab.namespace("close");
            String where = "--namespace=" + namespace.name();
            InetAddress host = InetAddress.ofLiteral("127.0.0.1");
            try (ServerSocket server = namespace.call(() -> new ServerSocket(7000, 5, host));
                    Socket client = namespace.call(() -> new Socket(host, 7000));
                    Socket accepted = server.accept()) {
                Ran rehearsal = Ran.run("close", where, "sport", "=", ":7000");
                assertThat(rehearsal.exitCode()).isZero();
                assertThat(rehearsal.out())
                        .contains("[::ffff:127.0.0.1]:7000", "1 socket would be closed")
                        .contains("/" + ProcessHandle.current().pid());
                client.getOutputStream().write(7);
                assertThat(accepted.getInputStream().read()).isEqualTo(7);

                Ran closed = Ran.run("close", where, "--yes", "--json", "sport = :7000");
                assertThat(closed.at("dryRun")).isEqualTo(false);
                assumeTrue(
                        !"not_supported".equals(closed.at("sockets", 0, "fate")),
                        "this kernel closes no sockets on request");
                assertThat(closed.at("sockets", 0, "fate")).isEqualTo("closed");
                assertThat(closed.at("sockets", 0, "state")).isEqualTo("established");
                assertThat(closed.exitCode()).isZero();
                assertThatThrownBy(() -> client.getInputStream().read())
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
                assertThat(Ran.run("close", where, "sport = :7000").out())
                        .contains("No socket matches");
                assertThat(Ran.run("close", where, "-l", "sport = :7000").out())
                        .contains("Closing a listener ends its port");
            }
        }
    }

    @Test
    void refusesWhatSaysNothing() {
        assertThat(Ran.run("close"))
                .satisfies(ran -> {
                    assertThat(ran.exitCode()).isEqualTo(2);
                    assertThat(ran.err()).contains("Write a filter");
                });
        assertThat(Ran.run("close", "--yes", "src *").exitCode()).isEqualTo(2);
        assertThat(Ran.run("close", "--yes", "src unix:/x").exitCode()).isEqualTo(2);
        assertThat(Ran.run("close", "--yes", "sport = nosuch").err()).contains("^^^^^^");
    }
}
