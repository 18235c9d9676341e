package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.SocketTimer;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The document of {@code sockets --json}, written while the kernel still tells: what is known only
 * at the end, whether something is missing, stands at the end.
 */
public final class SocketsJson implements KeptRows {
    private static final int FLUSH_AT = 1 << 15;

    private final SocketsStyle style;
    private final SocketNames names;
    private final OutputStream out;
    private final StringBuilder buffer = new StringBuilder();
    private @Nullable Namespace namespace;
    private boolean any;
    private String last = "";

    public SocketsJson(SocketsStyle style, SocketNames names, OutputStream out) {
        this.style = style;
        this.names = names;
        this.out = out;
    }

    /** Begins the document. */
    public void head(Look look) {
        buffer.append(JsonDocument.opening(look)).append(",\"sockets\":[");
    }

    /** Ends the document. */
    public void end(Look look) throws IOException {
        buffer.append("],").append(JsonDocument.closing(look)).append("}\n");
        flush();
    }

    @Override
    public void begin(Namespace here) {
        namespace = here;
    }

    @Override
    public void inet(InetRecord socket, SocketMark mark) throws IOException {
        TcpState state = socket.state();
        boolean listening = state == TcpState.LISTEN;
        InetDetails details = socket.details();
        boolean remains = socket.isTimeWaitRemains();
        row(
                document -> {
                    document.text("protocol", socket.protocol().label());
                    document.text("state", state.label());
                    document.text("local", address(socket, true));
                    boolean connected =
                            (socket.remoteHigh() | socket.remoteLow() | socket.remotePort()) != 0;
                    document.text(
                            "remote",
                            connected ? Optional.of(address(socket, false)) : Optional.empty());
                    document.text(
                            "interface",
                            socket.interfaceIndex() == 0
                                    ? Optional.empty()
                                    : Optional.of(nameOf(socket.interfaceIndex())));
                    boolean bytes = !listening && state != TcpState.SYN_RECV && !remains;
                    document.number("receiveQueue", when(bytes, socket.receiveQueue()));
                    document.number("sendQueue", when(bytes, socket.sendQueue()));
                    acceptQueue(
                            document,
                            !listening
                                    ? Optional.empty()
                                    : Optional.of(
                                            socket.knowsLimit()
                                                    ? AcceptQueue.of(
                                                            socket.receiveQueue(),
                                                            socket.sendQueue())
                                                    : AcceptQueue.ofUnknownLimit(
                                                            socket.receiveQueue())));
                    identity(
                            document,
                            socket.inode(),
                            socket.cookie(),
                            when(!remains && state != TcpState.SYN_RECV, socket.uid()),
                            details.cgroupId());
                    timer(document, socket.timer());
                    document.flag("v6Only", details.v6Only());
                    document.number("mark", details.mark());
                    document.number("typeOfService", wide(details.typeOfService()));
                    document.number("trafficClass", wide(details.trafficClass()));
                    shutdown(document, details.shutdown());
                    memory(document, details::memory);
                    document.text("congestionControl", details.congestionControl());
                    info(document, new TcpFigures(socket, details));
                },
                mark);
    }

    private static void info(JsonDocument document, TcpFigures figures) {
        if (!figures.any()) {
            document.nothing("tcpInfo");
            return;
        }
        document.object("tcpInfo", () -> TcpInfoJson.write(document, figures));
    }

    private String address(InetRecord socket, boolean local) {
        long high = local ? socket.localHigh() : socket.remoteHigh();
        long low = local ? socket.localLow() : socket.remoteLow();
        return new Endpoint(
                        socket.isV6() ? IpAddress.v6(high, low) : IpAddress.v4((int) low),
                        local ? socket.localPort() : socket.remotePort())
                .toString();
    }

    @Override
    public void unix(UnixSocket socket, UnixDetails details, SocketMark mark) throws IOException {
        row(
                document -> {
                    document.text("protocol", SocketWords.protocol(socket.kind()));
                    document.text("state", details.state().label());
                    document.text(
                            "local",
                            socket.name().isUnnamed()
                                    ? Optional.empty()
                                    : Optional.of(socket.name().toString()));
                    document.nothing("remote");
                    switch (socket) {
                        case UnixSocket.Listener listener -> {
                            document.nothing("receiveQueue");
                            document.nothing("sendQueue");
                            acceptQueue(document, Optional.of(listener.acceptQueue()));
                            document.nothing("peerInode");
                        }
                        case UnixSocket.Plain plain -> {
                            document.number(
                                    "receiveQueue",
                                    plain.queues()
                                            .map(q -> OptionalLong.of(q.unreadBytes()))
                                            .orElse(OptionalLong.empty()));
                            document.number(
                                    "sendQueue",
                                    plain.queues()
                                            .map(q -> OptionalLong.of(q.unacknowledgedBytes()))
                                            .orElse(OptionalLong.empty()));
                            document.nothing("acceptQueue");
                            document.number("peerInode", plain.peerInode());
                        }
                    }
                    SocketIdentity identity = socket.identity();
                    identity(
                            document,
                            identity.inode(),
                            identity.cookie().orElse(0),
                            identity.uid(),
                            identity.cgroupId());
                    shutdown(document, details.shutdown());
                    memory(document, details::memory);
                },
                mark);
    }

    @Override
    public void other(OtherSocket socket, SocketMark mark) throws IOException {
        row(
                document -> {
                    document.text("protocol", socket.family().label());
                    document.text("state", SocketWords.state(socket).label());
                    OtherSocketJson.write(document, socket, this::nameOf);
                    OptionalLong uid =
                            socket instanceof OtherSocket.Packet packet
                                    ? packet.uid()
                                    : OptionalLong.empty();
                    identity(
                            document,
                            socket.inode(),
                            socket.cookie().orElse(0),
                            uid,
                            OptionalLong.empty());
                    Function<MemoryFigure, OptionalLong> figures =
                            switch (socket) {
                                case OtherSocket.Packet packet -> packet.memory()::of;
                                case OtherSocket.Netlink netlink -> netlink.memory()::of;
                                case OtherSocket.Vsock _ -> _ -> OptionalLong.empty();
                            };
                    memory(document, figures);
                },
                mark);
    }

    private String nameOf(int index) {
        return names.interfaceName(index).orElse(Integer.toString(index));
    }

    private static OptionalLong when(boolean known, long value) {
        return known ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static OptionalLong wide(OptionalInt value) {
        return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
    }

    private static void acceptQueue(JsonDocument document, Optional<AcceptQueue> queue) {
        if (queue.isEmpty()) {
            document.nothing("acceptQueue");
            return;
        }
        AcceptQueue at = queue.get();
        document.object(
                "acceptQueue",
                () -> {
                    document.number("depth", at.depth());
                    document.number("limit", at.limit());
                    document.flag("full", at.full());
                });
    }

    private void identity(
            JsonDocument document, long inode, long cookie, OptionalLong uid, OptionalLong cgroup) {
        document.number("inode", when(inode != 0, inode));
        document.text(
                "cookie",
                cookie == 0 || cookie == -1
                        ? Optional.empty()
                        : Optional.of(Long.toHexString(cookie)));
        document.number("uid", uid);
        document.text(
                "cgroup", cgroup.isPresent() ? names.cgroup(cgroup.getAsLong()) : Optional.empty());
        if (!style.processes()) {
            document.nothing("processes");
            return;
        }
        document.list(
                "processes",
                names.processes(inode),
                (_, process) ->
                        document.object(() -> {
                            document.number("pid", process.pid());
                            document.text("name", process.name());
                            document.number("fd", process.fd());
                        }));
    }

    private static void timer(JsonDocument document, SocketTimer timer) {
        if (timer.kind() == SocketTimer.Kind.NONE) {
            document.nothing("timer");
            return;
        }
        document.object(
                "timer",
                () -> {
                    document.text("kind", TcpInfoJson.label(timer.kind().name()));
                    document.fraction("expiresSeconds", timer.expires().toMillis() / 1000.0);
                    document.number("retransmits", timer.retransmits());
                });
    }

    private static void shutdown(JsonDocument document, OptionalInt shutdown) {
        document.text(
                "shutdown",
                switch (shutdown.orElse(0)) {
                    case 1 -> Optional.of("receive");
                    case 2 -> Optional.of("send");
                    case 3 -> Optional.of("both");
                    default -> Optional.empty();
                });
    }

    private static void memory(
            JsonDocument document, Function<MemoryFigure, OptionalLong> figures) {
        if (figures.apply(MemoryFigure.RECEIVE_USED).isEmpty()) {
            document.nothing("memory");
            return;
        }
        document.object(
                "memory",
                () -> {
                    for (MemoryFigure figure : MemoryFigure.values()) {
                        document.number(
                                TcpInfoJson.camelCase(figure.name())
                                        + (figure == MemoryFigure.DROPS ? "" : "Bytes"),
                                figures.apply(figure));
                    }
                });
    }

    /** What a row says of itself. */
    @FunctionalInterface
    private interface Fields {
        void write(JsonDocument document);
    }

    private void row(Fields fields, SocketMark mark) throws IOException {
        String object =
                JsonDocument.event(document -> {
                    Namespace here = namespace;
                    if (here != null) {
                        document.namespace(here);
                    }
                    fields.write(document);
                });
        row(object.substring(1), mark);
    }

    private void row(String json, SocketMark mark) throws IOException {
        last = json;
        buffer.append(any ? ",{" : "{");
        any = true;
        if (style.marks()) {
            String change = mark.change().label();
            buffer.append("\"change\":").append(quoted(change)).append(",\"stateBefore\":");
            buffer.append(quoted(mark.before().map(TcpState::label).orElse(""))).append(',');
        }
        buffer.append(json);
        if (buffer.length() >= FLUSH_AT) {
            flush();
        }
    }

    private static String quoted(String label) {
        return label.isEmpty() ? "null" : '"' + label + '"';
    }

    @Override
    public SocketRow last() {
        return new SocketRow(last);
    }

    @Override
    public void gone(SocketRow row) throws IOException {
        row(row.json(), SocketMark.CLOSED);
    }

    private void flush() throws IOException {
        out.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
        buffer.setLength(0);
    }
}
