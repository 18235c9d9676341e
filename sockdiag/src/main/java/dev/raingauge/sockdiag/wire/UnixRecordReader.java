package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ByteQueues;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixName;
import dev.raingauge.sockdiag.model.UnixSocket;
import dev.raingauge.sockdiag.model.UnixVisitor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads {@code struct unix_diag_msg} and its attributes into values. */
public final class UnixRecordReader implements RecordReader, UnixDetails {
    private static final long ABSENT = -1;
    private static final long NO_COOKIE = InetDiagSockId.INET_DIAG_NOCOOKIE;

    private final UnixVisitor visitor;
    private final NlAttr attributes = new NlAttr();
    private MemorySegment data = MemorySegment.NULL;
    private long at;
    private UnixName name = UnixName.NONE;
    private List<Long> waitingClients = List.of();
    private long vfs;
    private long peer;
    private long queues;
    private long uid;
    private long shutdown;
    private long memory;
    private long memoryLength;

    /** Reads sockets for one who needs no details. */
    public UnixRecordReader(Consumer<UnixSocket> sink) {
        this((UnixVisitor) (socket, _) -> sink.accept(socket));
    }

    private UnixRecordReader(UnixVisitor visitor) {
        this.visitor = visitor;
    }

    /** Reads sockets with their details. */
    public static UnixRecordReader of(UnixVisitor visitor) {
        return new UnixRecordReader(visitor);
    }

    @Override
    public boolean reads(int messageType) {
        return messageType == NlMsgHdr.SOCK_DIAG_BY_FAMILY;
    }

    @Override
    public void read(MemorySegment datagram, long from, long end) throws MalformedMessageException {
        MalformedMessageException.require("unix_diag_msg", from, UnixDiagMsg.SIZE, end);
        data = datagram;
        at = from;
        if (u8(UnixDiagMsg.FAMILY) != UnixDiagReq.AF_UNIX) {
            return;
        }
        findAttributes(from + UnixDiagMsg.SIZE, end);
        visitor.visit(state() == TcpState.LISTEN ? listener() : plain(), this);
    }

    @Override
    public TcpState state() {
        return TcpState.ofCode(u8(UnixDiagMsg.STATE));
    }

    @Override
    public OptionalInt shutdown() {
        return shutdown == ABSENT
                ? OptionalInt.empty()
                : OptionalInt.of(Byte.toUnsignedInt(data.get(U8, shutdown)));
    }

    @Override
    public OptionalLong memory(MemoryFigure figure) {
        return memory == ABSENT
                ? OptionalLong.empty()
                : SkMemInfo.word(figure, data, memory, memoryLength);
    }

    private void findAttributes(long from, long end) throws MalformedMessageException {
        name = UnixName.NONE;
        waitingClients = List.of();
        vfs = ABSENT;
        peer = ABSENT;
        queues = ABSENT;
        uid = ABSENT;
        shutdown = ABSENT;
        memory = ABSENT;
        attributes.over(data, from, end);
        while (attributes.next()) {
            switch (attributes.type()) {
                case UnixDiagMsg.UNIX_DIAG_NAME -> name = name();
                case UnixDiagMsg.UNIX_DIAG_ICONS -> waitingClients = inodes();
                case UnixDiagMsg.UNIX_DIAG_VFS ->
                        vfs = attributes.at("unix_diag_vfs", UnixDiagVfs.LAYOUT.byteSize());
                case UnixDiagMsg.UNIX_DIAG_PEER ->
                        peer = attributes.at("UNIX_DIAG_PEER", U32.byteSize());
                case UnixDiagMsg.UNIX_DIAG_RQLEN ->
                        queues = attributes.at("unix_diag_rqlen", UnixDiagRqlen.LAYOUT.byteSize());
                case UnixDiagMsg.UNIX_DIAG_UID ->
                        uid = attributes.at("UNIX_DIAG_UID", U32.byteSize());
                case UnixDiagMsg.UNIX_DIAG_SHUTDOWN ->
                        shutdown = attributes.at("UNIX_DIAG_SHUTDOWN", U8.byteSize());
                case UnixDiagMsg.UNIX_DIAG_MEMINFO -> {
                    memory = attributes.at();
                    memoryLength = attributes.length();
                }
                default -> {}
            }
        }
    }

    private UnixSocket listener() throws MalformedMessageException {
        if (queues == ABSENT) {
            throw new MalformedMessageException(
                    "unix_diag_msg", at, "is a listener without UNIX_DIAG_RQLEN");
        }
        return new UnixSocket.Listener(
                name,
                kind(),
                AcceptQueue.of(
                        UnixDiagRqlen.receiveQueue(data, queues),
                        UnixDiagRqlen.sendQueue(data, queues)),
                file(),
                waitingClients,
                identity());
    }

    private UnixSocket plain() {
        long peerInode = peer == ABSENT ? 0 : Integer.toUnsignedLong(data.get(U32, peer));
        return new UnixSocket.Plain(
                name,
                kind(),
                file(),
                peer != ABSENT || u8(UnixDiagMsg.STATE) == UnixDiagMsg.TCP_ESTABLISHED,
                peerInode == 0 ? OptionalLong.empty() : OptionalLong.of(peerInode),
                queues == ABSENT
                        ? Optional.empty()
                        : Optional.of(
                                new ByteQueues(
                                        UnixDiagRqlen.receiveQueue(data, queues),
                                        UnixDiagRqlen.sendQueue(data, queues))),
                identity());
    }

    /** A path comes with the NUL that ends it; in an abstract name every byte counts. */
    private UnixName name() {
        byte[] bytes =
                data.asSlice(attributes.at(), attributes.length()).toArray(ValueLayout.JAVA_BYTE);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.startsWith("\0") ? -1 : text.indexOf('\0');
        return new UnixName(end < 0 ? text : text.substring(0, end));
    }

    private List<Long> inodes() {
        var inodes = new ArrayList<Long>();
        for (long i = 0; i + U32.byteSize() <= attributes.length(); i += U32.byteSize()) {
            inodes.add(Integer.toUnsignedLong(data.get(U32, attributes.at() + i)));
        }
        return inodes;
    }

    private UnixSocket.Kind kind() {
        return UnixSocket.Kind.ofCode(u8(UnixDiagMsg.TYPE));
    }

    private Optional<UnixSocket.BoundFile> file() {
        return vfs == ABSENT ? Optional.empty() : Optional.of(UnixDiagVfs.decode(data, vfs));
    }

    private SocketIdentity identity() {
        long cookie = u32(UnixDiagMsg.COOKIE) | u32(UnixDiagMsg.COOKIE + Integer.BYTES) << 32;
        return new SocketIdentity(
                cookie == NO_COOKIE ? OptionalLong.empty() : OptionalLong.of(cookie),
                u32(UnixDiagMsg.INO),
                uid == ABSENT
                        ? OptionalLong.empty()
                        : OptionalLong.of(Integer.toUnsignedLong(data.get(U32, uid))),
                OptionalLong.empty());
    }

    private int u8(long field) {
        return Byte.toUnsignedInt(data.get(U8, at + field));
    }

    private long u32(long field) {
        return Integer.toUnsignedLong(data.get(U32, at + field));
    }
}
