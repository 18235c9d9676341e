package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;

import dev.raingauge.sockdiag.model.OtherSocket;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads the answers of the families that are not of the internet; the first byte says which. */
public final class OtherRecordReader implements RecordReader {
    private static final long NO_COOKIE = InetDiagSockId.INET_DIAG_NOCOOKIE;

    private final OtherSocket.Family family;
    private final Consumer<OtherSocket> sink;
    private final NlAttr attributes = new NlAttr();

    /**
     * @param family what was asked for; records of others are skipped
     */
    public OtherRecordReader(OtherSocket.Family family, Consumer<OtherSocket> sink) {
        this.family = family;
        this.sink = sink;
    }

    @Override
    public boolean reads(int messageType) {
        return messageType == NlMsgHdr.SOCK_DIAG_BY_FAMILY;
    }

    @Override
    public void read(MemorySegment data, long from, long end) throws MalformedMessageException {
        String struct = family.label() + "_diag_msg";
        MalformedMessageException.require(struct, from, size(), end);
        if (Byte.toUnsignedInt(data.get(U8, from)) != code()) {
            return;
        }
        attributes.over(data, from + size(), end);
        sink.accept(
                switch (family) {
                    case PACKET -> PacketDiagMsg.decode(data, from, attributes);
                    case NETLINK -> NetlinkDiagMsg.decode(data, from, attributes);
                    case VSOCK -> VsockDiagMsg.decode(data, from);
                });
    }

    private long size() {
        return switch (family) {
            case PACKET -> PacketDiagMsg.SIZE;
            case NETLINK -> NetlinkDiagMsg.SIZE;
            case VSOCK -> VsockDiagMsg.SIZE;
        };
    }

    private int code() {
        return switch (family) {
            case PACKET -> PacketDiagReq.AF_PACKET;
            case NETLINK -> NetlinkDiagReq.AF_NETLINK;
            case VSOCK -> VsockDiagReq.AF_VSOCK;
        };
    }

    /** Low word first, as everywhere. */
    static OptionalLong cookie(MemorySegment data, long at) {
        long cookie =
                Integer.toUnsignedLong(data.get(U32, at))
                        | Integer.toUnsignedLong(data.get(U32, at + Integer.BYTES)) << 32;
        return cookie == NO_COOKIE ? OptionalLong.empty() : OptionalLong.of(cookie);
    }
}
