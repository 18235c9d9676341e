package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.ProcessRef;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** What is said of a socket beyond its row, as far as it was asked for. */
final class SocketExtras {
    private static final int RECEIVE_SHUT = 1;
    private static final int SEND_SHUT = 2;
    private static final int MOST_HOLDERS = 100;

    private final SocketsStyle style;
    private final SocketNames names;
    private final Page page;
    private final StringBuilder text = new StringBuilder();

    SocketExtras(SocketsStyle style, SocketNames names, Page page) {
        this.style = style;
        this.names = names;
        this.page = page;
    }

    String inet(InetRecord socket) {
        text.setLength(0);
        users(socket.inode());
        if (style.timers()) {
            timer(socket.timer());
        }
        if (!style.extended() && !style.memory() && !style.info()) {
            return text.toString();
        }
        InetDetails details = socket.details();
        if (style.extended()) {
            identity(
                    socket.isTimeWaitRemains()
                            ? OptionalLong.empty()
                            : OptionalLong.of(socket.uid()),
                    socket.inode(),
                    socket.cookie(),
                    details.cgroupId());
            details.mark().ifPresent(mark -> word(mark != 0, "mark:0x" + Long.toHexString(mark)));
            octet("tos", details.typeOfService());
            octet("tclass", details.trafficClass());
            details.v6Only().ifPresent(only -> word(true, "v6only:" + (only ? 1 : 0)));
            shutdown(details.shutdown());
        }
        if (style.memory()) {
            memory(details::memory);
        }
        if (style.info()) {
            part(TcpInfoText.of(socket, details, page));
        }
        return text.toString();
    }

    String unix(UnixSocket socket, UnixDetails details) {
        text.setLength(0);
        SocketIdentity identity = socket.identity();
        users(identity.inode());
        if (style.extended()) {
            identity(
                    identity.uid(),
                    identity.inode(),
                    identity.cookie().orElse(0),
                    identity.cgroupId());
            shutdown(details.shutdown());
        }
        if (style.memory()) {
            memory(details::memory);
        }
        return text.toString();
    }

    String other(OtherSocket socket) {
        text.setLength(0);
        users(socket.inode());
        if (style.extended()) {
            OptionalLong uid =
                    socket instanceof OtherSocket.Packet packet
                            ? packet.uid()
                            : OptionalLong.empty();
            identity(uid, socket.inode(), socket.cookie().orElse(0), OptionalLong.empty());
            if (socket instanceof OtherSocket.Vsock vsock) {
                shutdown(vsock.shutdown());
            }
        }
        if (style.memory()) {
            switch (socket) {
                case OtherSocket.Packet packet -> memory(packet.memory()::of);
                case OtherSocket.Netlink netlink -> memory(netlink.memory()::of);
                case OtherSocket.Vsock _ -> {}
            }
        }
        return text.toString();
    }

    /** As ss writes them, for scripts that look for {@code pid=}. */
    private void users(long inode) {
        if (!style.processes() || inode == 0) {
            return;
        }
        List<ProcessRef> processes = names.processes(inode);
        if (processes.isEmpty()) {
            return;
        }
        part("users:(");
        int shown = 0;
        for (ProcessRef process : processes) {
            if (shown == MOST_HOLDERS) {
                text.append(",and ").append(processes.size() - shown).append(" more");
                break;
            }
            text.append(shown++ == 0 ? "" : ",").append("(\"");
            text.append(page.printable(process.name()));
            text.append("\",pid=").append(process.pid());
            text.append(",fd=").append(process.fd()).append(')');
        }
        text.append(')');
    }

    private void timer(SocketTimer timer) {
        String in = Units.duration(timer.expires());
        int count = timer.retransmits();
        switch (timer.kind()) {
            case NONE -> {}
            case RETRANSMIT ->
                    part(
                            "retransmits in "
                                    + in
                                    + (count == 0 ? "" : ", after " + count + " times"));
            case KEEPALIVE ->
                    part(
                            "keepalive probe in "
                                    + in
                                    + (count == 0 ? "" : ", " + count + " unanswered"));
            case TIME_WAIT -> part("gone in " + in);
            case PERSIST ->
                    part(
                            "asks for room in "
                                    + in
                                    + (count == 0 ? "" : ", after " + count + " times"));
            case UNKNOWN -> part("some timer in " + in);
        }
    }

    private void identity(OptionalLong uid, long inode, long cookie, OptionalLong cgroup) {
        boolean begun = uid.isPresent() && (uid.getAsLong() != 0 || inode != 0);
        if (begun) {
            part("uid:" + uid.getAsLong());
        }
        if (inode != 0 && begun) {
            word(true, "ino:" + inode);
        } else if (inode != 0) {
            part("ino:" + inode);
        }
        word(cookie != 0, "sk:" + Long.toHexString(cookie));
        if (cgroup.isPresent()) {
            long id = cgroup.getAsLong();
            word(
                    true,
                    "cgroup:"
                            + names.cgroup(id)
                                    .map(page::printable)
                                    .orElse("unreachable:" + Long.toHexString(id)));
        }
    }

    private void octet(String name, OptionalInt value) {
        value.ifPresent(octet -> word(octet != 0, name + ":0x" + Integer.toHexString(octet)));
    }

    private void shutdown(OptionalInt shutdown) {
        int how = shutdown.orElse(0);
        word((how & RECEIVE_SHUT) != 0, "receive:shut");
        word((how & SEND_SHUT) != 0, "send:shut");
    }

    private void memory(Function<MemoryFigure, OptionalLong> figures) {
        OptionalLong used = figures.apply(MemoryFigure.RECEIVE_USED);
        if (used.isEmpty()) {
            return;
        }
        part("memory: receive ");
        bytes(figures, MemoryFigure.RECEIVE_USED);
        text.append(" of ");
        bytes(figures, MemoryFigure.RECEIVE_LIMIT);
        text.append(", send ");
        bytes(figures, MemoryFigure.SEND_USED);
        text.append(" of ");
        bytes(figures, MemoryFigure.SEND_LIMIT);
        text.append(", unacknowledged ");
        bytes(figures, MemoryFigure.SEND_QUEUED);
        text.append(", set aside ");
        bytes(figures, MemoryFigure.FORWARD);
        text.append(", options ");
        bytes(figures, MemoryFigure.OPTIONS);
        text.append(", backlog ");
        bytes(figures, MemoryFigure.BACKLOG);
        figures.apply(MemoryFigure.DROPS)
                .ifPresent(drops ->
                        text.append(", ").append(drops).append(drops == 1 ? " drop" : " drops"));
    }

    private void bytes(Function<MemoryFigure, OptionalLong> figures, MemoryFigure figure) {
        OptionalLong bytes = figures.apply(figure);
        text.append(bytes.isPresent() ? Units.bytes(bytes.getAsLong()) : "?");
    }

    /** Begins a part, two blanks behind the one before it. */
    private void part(String words) {
        if (!words.isEmpty()) {
            text.append(text.isEmpty() ? "" : "  ").append(words);
        }
    }

    private void word(boolean wanted, String word) {
        if (wanted) {
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
    }
}
