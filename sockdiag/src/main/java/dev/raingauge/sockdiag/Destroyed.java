package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.InetVisitor;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.NetlinkSocket;
import dev.raingauge.sockdiag.sys.SyscallException;
import dev.raingauge.sockdiag.wire.DestroyedReader;
import dev.raingauge.sockdiag.wire.DumpReader;
import dev.raingauge.sockdiag.wire.MalformedMessageException;
import dev.raingauge.sockdiag.wire.Requests;

/**
 * Hears of each TCP and UDP socket that the kernel takes down ({@code sock_diag_broadcast_destroy}
 * in {@code net/core/sock_diag.c}); needs no privilege. Sockets in TIME_WAIT were taken down when
 * they went there.
 *
 * <p>An object belongs to the thread that opened it.
 */
public final class Destroyed implements AutoCloseable {
    private final Door door;
    private final NetlinkSocket socket;

    /** What came next. */
    public enum Heard {
        /** A socket, which the visitor was shown. */
        SOCKET,
        /** Nothing, for some seconds. */
        NOTHING,
        /** The kernel had more to tell than we could take, and dropped some of it. */
        LOSS
    }

    private Destroyed(Door door) throws SockDiagException {
        this.door = door;
        this.socket = door.openLive();
        try {
            for (int group : DestroyedReader.GROUPS) {
                socket.join(group);
            }
            socket.send(Requests.nothing()); // an address of one's own, which a first message gives
        } catch (SyscallException failed) {
            close();
            throw new SockDiagException(
                    "cannot listen to what the kernel tells of closed sockets: "
                            + failed.getMessage()
                            + "; it does so since Linux 4.3, with the module inet_diag",
                    failed.errno(),
                    failed);
        }
    }

    static Destroyed through(Door door) throws SockDiagException {
        return new Destroyed(door);
    }

    /**
     * Waits for the next socket, at most some seconds, and shows it; its state is mostly CLOSE by
     * then, its tcp_info the last.
     */
    public Heard next(InetVisitor visitor) throws SockDiagException {
        var reader = new DumpReader(new DestroyedReader(visitor));
        reader.begin(0);
        try {
            boolean _ = reader.accept(socket.receive());
            return Heard.SOCKET;
        } catch (SyscallException failed) {
            return switch (failed.errno()) {
                case Errno.EAGAIN -> Heard.NOTHING;
                case Errno.ENOBUFS -> Heard.LOSS;
                default ->
                        throw new SockDiagException(
                                "cannot hear of closed sockets any more: " + failed.getMessage(),
                                failed.errno(),
                                failed);
            };
        } catch (MalformedMessageException lie) {
            throw new SockDiagException(
                    "cannot read what the kernel tells of a closed socket: "
                            + lie.getMessage()
                            + "; please report this with the kernel's version",
                    0,
                    lie);
        }
    }

    @Override
    public void close() {
        socket.close();
        door.close();
    }
}
