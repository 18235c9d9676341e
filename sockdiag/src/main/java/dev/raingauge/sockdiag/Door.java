package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.sys.NetlinkSocket;
import dev.raingauge.sockdiag.sys.NetnsHandle;
import dev.raingauge.sockdiag.sys.SyscallException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the netlink sockets of one namespace come from. It can be gone through again, for a second
 * thread or after a failure, and leads to the same namespace each time.
 */
final class Door implements AutoCloseable {
    private final @Nullable NetnsHandle namespace;

    private Door(@Nullable NetnsHandle namespace) {
        this.namespace = namespace;
    }

    /**
     * The namespace of whichever thread goes through it, or of the one that started that thread.
     */
    static Door own(Host host) {
        return new Door(null);
    }

    /** The namespace of a file, which may go away afterwards. */
    static Door to(Path file) throws SockDiagException {
        try {
            return new Door(NetnsHandle.open(file));
        } catch (SyscallException failed) {
            throw refused(failed);
        }
    }

    /** A new netlink socket that belongs to the calling thread. */
    NetlinkSocket open() throws SockDiagException {
        try {
            return namespace == null
                    ? NetlinkSocket.open()
                    : new NetlinkSocket(namespace.visit(NetlinkSocket::newDescriptor));
        } catch (SyscallException failed) {
            throw refused(failed);
        } catch (IOException failed) {
            throw new SockDiagException("cannot open a netlink socket", 0, failed);
        }
    }

    private static SockDiagException refused(SyscallException failed) {
        return new SockDiagException(
                "cannot look into the namespace: " + failed.getMessage(), failed.errno(), failed);
    }

    @Override
    public void close() {
        if (namespace != null) {
            namespace.close();
        }
    }
}
