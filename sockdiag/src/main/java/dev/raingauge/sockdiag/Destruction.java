package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Fate;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.InetQuery;
import dev.raingauge.sockdiag.model.SocketKey;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.wire.Requests;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Closes sockets of other processes ({@code sock_diag_destroy} in {@code net/core/sock_diag.c}).
 */
final class Destruction {
    /**
     * The kernel looks for a socket as for the receiver of a packet, and among the members of a
     * SO_REUSEPORT group the packet's origin decides: so many origins are tried.
     */
    private static final int MOST_ORIGINS = 1_000;

    private final Inquiry inquiry;
    private final TcpWalks walks;

    Destruction(Inquiry inquiry, TcpWalks walks) {
        this.inquiry = inquiry;
        this.walks = walks;
    }

    Fate of(SocketKey socket) throws SockDiagException {
        if (socket.protocol() != InetProtocol.TCP && socket.protocol() != InetProtocol.UDP) {
            return Fate.NOT_SUPPORTED;
        }
        int errno = ask(socket);
        if (errno == Errno.ENOENT && isThere(socket)) {
            if (socket.remotePort() == 0) {
                for (int port = 1; port <= MOST_ORIGINS && errno == Errno.ENOENT; port++) {
                    errno = ask(socket.fromPort(port));
                }
            }
            if (errno == Errno.ENOENT) {
                return isThere(socket) ? Fate.NOT_FOUND : Fate.GONE;
            }
        }
        return switch (errno) {
            case 0 -> Fate.CLOSED;
            case Errno.ENOENT -> Fate.GONE;
            case Errno.EPERM, Errno.EACCES -> Fate.NOT_PERMITTED;
            case Errno.EOPNOTSUPP, Errno.EINVAL, Errno.EPROTONOSUPPORT -> Fate.NOT_SUPPORTED;
            default ->
                    throw new SockDiagException(
                            "the kernel refuses to close a socket: " + Errno.words(errno), errno);
        };
    }

    private int ask(SocketKey socket) throws SockDiagException {
        return inquiry.command("closing a socket", Requests.destroy(socket));
    }

    private boolean isThere(SocketKey socket) throws SockDiagException {
        Set<TcpState> states = EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN));
        var query =
                new InetQuery(
                        socket.protocol(),
                        states,
                        Set.of(),
                        OptionalInt.of(socket.localPort()),
                        Optional.empty());
        var found = new boolean[1];
        boolean _ = walks.walk(query, other -> found[0] |= other.cookie() == socket.cookie());
        return found[0];
    }
}
