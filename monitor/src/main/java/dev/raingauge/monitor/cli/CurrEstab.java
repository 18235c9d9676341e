package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Optional;

/**
 * Whether this kernel's {@code TcpCurrEstab} counts connections in CLOSE_WAIT. A fix of 2024
 * ({@code tcp_set_state} in {@code net/ipv4/tcp.c}) reached stable kernels at different times, so
 * the kernel is tried and not asked for its version: a loopback connection of our own goes from
 * ESTABLISHED to CLOSE_WAIT at one end and to FIN_WAIT2 at the other, and the counter falls by one
 * or by two.
 */
final class CurrEstab {
    private static final int TRIES = 20;
    private static final int AGREEING = 2;

    private final Lookout lookout;
    private boolean asked;
    private Optional<Boolean> known = Optional.empty();

    CurrEstab(Lookout lookout) {
        this.lookout = lookout;
    }

    /** Tried once and kept: a running kernel does not change. Empty where it cannot be tried. */
    Optional<Boolean> holdsCloseWait() {
        if (!asked) {
            known =
                    lookout.fact(
                                    "TcpCurrEstab counts CLOSE_WAIT",
                                    () -> tried().map(String::valueOf))
                            .map("true"::equals);
            asked = true;
        }
        return known;
    }

    /**
     * Other connections come and go meanwhile, so a change is believed only if it is one of the two
     * possible ones, if nothing moved right after, and if it is seen twice in a row.
     */
    private static Optional<Boolean> tried() {
        long last = 0;
        int agreeing = 0;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Host.Place own = Host.REAL.own();
            for (int i = 0; i < TRIES; i++) {
                long change = change(server, own);
                agreeing = change == last ? agreeing + 1 : 1;
                last = change;
                if (agreeing >= AGREEING && (change == -1 || change == -2)) {
                    return Optional.of(change == -1);
                }
            }
        } catch (IOException noLoopback) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** By how much the counter changed; 0 if others disturbed it. */
    private static long change(ServerSocket server, Host.Place own) throws IOException {
        try (var client = new Socket(server.getInetAddress(), server.getLocalPort());
                var accepted = server.accept()) {
            accepted.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no TIME_WAIT behind
            long before = read(own);
            client.shutdownOutput();
            boolean closed = accepted.getInputStream().read() < 0; // CLOSE_WAIT from now on
            long after = read(own);
            long again = read(own);
            return closed && after == again ? after - before : 0;
        }
    }

    private static long read(Host.Place own) throws IOException {
        return Host.REAL
                .counters(own)
                .get("TcpCurrEstab")
                .orElseThrow(() -> new IOException("no TcpCurrEstab here"));
    }
}
