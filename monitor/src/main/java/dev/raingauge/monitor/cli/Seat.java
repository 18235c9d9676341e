package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.Sockets;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One namespace that is looked at. Its sockets are opened when they are first asked for: through
 * netlink, and where that is not to be had, through /proc.
 */
final class Seat implements AutoCloseable {
    private static final String MODULES =
            "modprobe inet_diag tcp_diag unix_diag may help; some sandboxes have none";

    private final Host host;
    private final Host.Place place;
    private final boolean netlink;
    private @Nullable Sockets sockets;
    private @Nullable Gap gap;

    Seat(Host host, Host.Place place, boolean netlink) {
        this.host = host;
        this.place = place;
        this.netlink = netlink;
    }

    Host.Place place() {
        return place;
    }

    Namespace namespace() {
        return place.namespace();
    }

    /** Another namespace, looked at in the same way; to be closed by whoever asked for it. */
    Seat at(Host.Place other) {
        return new Seat(host, other, netlink);
    }

    /** Why /proc had to do; empty where netlink answers, or was not wanted. */
    Optional<Gap> gap() {
        return Optional.ofNullable(gap);
    }

    /** The sockets; opened once and kept. */
    Sockets sockets() throws IOException {
        Sockets open = sockets;
        if (open == null) {
            open = netlink ? opened() : fromProc("--no-netlink was given", "leave it out");
            sockets = open;
        }
        return open;
    }

    private Sockets opened() throws IOException {
        if (isOwn()) {
            try {
                return SockDiag.open(host);
            } catch (IOException refused) {
                return fromProc(reason(refused), MODULES);
            }
        }
        if (!Files.exists(place.file())) {
            return fromProc(host.proc() + " has no namespace to enter, only files", "");
        }
        try {
            return SockDiag.openIn(place.file());
        } catch (IOException refused) {
            if (place.pid().isEmpty()) {
                throw refused;
            }
            return fromProc(reason(refused), "");
        }
    }

    /** Whether this is the namespace of the process that looks, whatever /proc it was given. */
    private boolean isOwn() {
        try {
            Path own = host.proc().getFileSystem().getPath("/proc/self/ns/net");
            return Files.getAttribute(own, "unix:ino") instanceof Long inode
                    && inode == namespace().id();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private Sockets fromProc(String why, String remedy) throws IOException {
        gap =
                new Gap(
                        "limits, drops and waiting times in namespace " + namespace().name(),
                        why,
                        remedy);
        return SockDiag.openProc(host, place);
    }

    /** The same sockets as /proc shows them, for what netlink does not tell; to be closed. */
    Sockets files() throws IOException {
        return SockDiag.openProc(host, place);
    }

    private static String reason(IOException refused) {
        String message = refused.getMessage();
        return message == null ? refused.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        Sockets open = sockets;
        if (open != null) {
            open.close();
            sockets = null;
        }
    }
}
