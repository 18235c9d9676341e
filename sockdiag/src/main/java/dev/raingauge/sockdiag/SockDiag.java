package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The door: opens the sockets of a network namespace.
 *
 * {@snippet :
 * try (Sockets sockets = SockDiag.open()) {
 *   for (TcpSocket.Listener listener : sockets.queues().tcp()) {
 *     System.out.println(listener.local() + " " + listener.acceptQueue());
 *   }
 * }
 * }
 */
public final class SockDiag {
    private SockDiag() {}

    /**
     * The caller's own namespace through netlink; needs no privilege.
     *
     * @throws SockDiagException where the kernel has no sock_diag or a sandbox forbids it; {@link
     *     #openProc} answers less, but there
     */
    public static Sockets open() throws IOException {
        return open(Host.REAL);
    }

    /**
     * The caller's own namespace on a host, through netlink; needs no privilege.
     *
     * @param host whose kernel is asked: the one that its files are of
     * @throws SockDiagException as for {@link #open()}
     */
    public static Sockets open(Host host) throws IOException {
        return NetlinkSockets.open(Door.own(host));
    }

    /**
     * The namespace that {@code file} stands for, {@code /proc/PID/ns/net} or {@code
     * /run/netns/NAME}, through netlink. The namespace stays alive until the result is closed, even
     * if its last process leaves. Needs CAP_SYS_ADMIN (and CAP_SYS_PTRACE for a process of another
     * user).
     *
     * @throws SockDiagException where the namespace has gone or may not be entered; the message
     *     names the capability that is missing
     */
    public static Sockets openIn(Path file) throws IOException {
        return NetlinkSockets.open(Door.to(file));
    }

    /** What the kernel tells of sockets that it takes down, in the caller's own namespace. */
    public static Destroyed destroyed(Host host) throws IOException {
        return Destroyed.through(Door.own(host));
    }

    /** As {@link #destroyed}, in the namespace of a file as for {@link #openIn}. */
    public static Destroyed destroyedIn(Path file) throws IOException {
        return Destroyed.through(Door.to(file));
    }

    /**
     * The namespace of one process through {@code /proc/PID/net} alone: no netlink, no privilege,
     * no limits and no drops. It belongs to the process: when that ends, or moves to another
     * namespace, every question is refused.
     *
     * @param proc the mount point of the proc file system, usually {@code /proc}
     * @param pid a process that lives in the namespace
     */
    public static Sockets openProc(Path proc, int pid) throws IOException {
        return ProcSockets.open(new ProcRoot(proc), pid);
    }

    /**
     * A namespace as {@link #openProc(Path, int)} shows it; in a folder of recorded files also one
     * of no process.
     *
     * @throws SockDiagException where no process lives in it: /proc shows only those of processes
     */
    public static Sockets openProc(Host host, Host.Place place) throws IOException {
        return ProcSockets.open(new ProcRoot(host.proc()), place);
    }
}
