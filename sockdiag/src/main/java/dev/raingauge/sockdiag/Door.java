package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.sys.NetlinkSocket;
import dev.raingauge.sockdiag.sys.NetnsHandle;
import dev.raingauge.sockdiag.sys.SyscallException;
import dev.raingauge.sockdiag.tape.Tape;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the netlink sockets of one namespace come from. It can be gone through again, for a second
 * thread or after a failure, and leads to the same namespace each time.
 */
final class Door implements AutoCloseable {
    private final @Nullable NetnsHandle namespace;
    private final @Nullable Tape tape;
    private final String id;

    /**
     * @param tape what stands between us and the kernel, if anything does
     * @param id the namespace's, for the tape
     */
    private Door(@Nullable NetnsHandle namespace, @Nullable Tape tape, String id) {
        this.namespace = namespace;
        this.tape = tape;
        this.id = id;
    }

    /**
     * The namespace of whichever thread goes through it, or of the one that started that thread.
     */
    static Door own(Host host) {
        Tape tape = Machine.tape(host.proc());
        return tape == null
                ? new Door(null, null, "")
                : new Door(null, tape, tape.namespace(tape.path("/proc/self/ns/net")));
    }

    /** The namespace of a file, which may go away afterwards. */
    static Door to(Path file) throws SockDiagException {
        Tape tape = Machine.tape(file);
        try {
            if (tape == null) {
                return new Door(NetnsHandle.open(file), null, "");
            }
            String id = tape.namespace(file);
            return new Door(tape.entered(id, () -> NetnsHandle.open(file)), tape, id);
        } catch (SyscallException failed) {
            throw refused(failed);
        } catch (IOException failed) {
            throw new SockDiagException("cannot look into " + file, 0, failed);
        }
    }

    /** A new netlink socket that belongs to the calling thread. */
    Netlink open() throws SockDiagException {
        try {
            return tape == null ? straight() : tape.netlink(id, this::straight);
        } catch (SyscallException failed) {
            throw refused(failed);
        } catch (IOException failed) {
            throw new SockDiagException("cannot open a netlink socket", 0, failed);
        }
    }

    /** As {@link #open}, past every recording: for what cannot be recorded. */
    NetlinkSocket openLive() throws SockDiagException {
        if (tape != null) {
            throw new SockDiagException("what happens just now is in no recording", 0);
        }
        try {
            return straight();
        } catch (SyscallException failed) {
            throw refused(failed);
        } catch (IOException failed) {
            throw new SockDiagException("cannot open a netlink socket", 0, failed);
        }
    }

    private NetlinkSocket straight() throws IOException {
        return namespace == null
                ? NetlinkSocket.open()
                : new NetlinkSocket(namespace.visit(NetlinkSocket::newDescriptor));
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
