package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U8;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.TcpState;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.OptionalInt;

/**
 * {@code struct vsock_diag_msg} of {@code include/uapi/linux/vm_sockets_diag.h}: one vsock in an
 * answer.
 */
final class VsockDiagMsg {
    static final StructLayout LAYOUT =
            structLayout(
                            U8.withName("vdiag_family"),
                            U8.withName("vdiag_type"),
                            U8.withName("vdiag_state"),
                            U8.withName("vdiag_shutdown"),
                            U32.withName("vdiag_src_cid"),
                            U32.withName("vdiag_src_port"),
                            U32.withName("vdiag_dst_cid"),
                            U32.withName("vdiag_dst_port"),
                            U32.withName("vdiag_ino"),
                            sequenceLayout(2, U32).withName("vdiag_cookie"))
                    .withName("vsock_diag_msg");

    static final long SIZE = LAYOUT.byteSize();

    private static final int SOCK_STREAM = 1;

    private static final long TYPE = offset(LAYOUT, "vdiag_type");
    private static final long STATE = offset(LAYOUT, "vdiag_state");
    private static final long SHUTDOWN = offset(LAYOUT, "vdiag_shutdown");
    private static final long SRC_CID = offset(LAYOUT, "vdiag_src_cid");
    private static final long SRC_PORT = offset(LAYOUT, "vdiag_src_port");
    private static final long DST_CID = offset(LAYOUT, "vdiag_dst_cid");
    private static final long DST_PORT = offset(LAYOUT, "vdiag_dst_port");
    private static final long INO = offset(LAYOUT, "vdiag_ino");
    private static final long COOKIE = offset(LAYOUT, "vdiag_cookie");

    private VsockDiagMsg() {}

    static OtherSocket.Vsock decode(MemorySegment data, long at) {
        return new OtherSocket.Vsock(
                data.get(U8, at + TYPE) == SOCK_STREAM,
                TcpState.ofCode(Byte.toUnsignedInt(data.get(U8, at + STATE))),
                OptionalInt.of(Byte.toUnsignedInt(data.get(U8, at + SHUTDOWN))),
                new OtherSocket.Address(u32(data, at + SRC_CID), u32(data, at + SRC_PORT)),
                new OtherSocket.Address(u32(data, at + DST_CID), u32(data, at + DST_PORT)),
                u32(data, at + INO),
                OtherRecordReader.cookie(data, at + COOKIE));
    }

    private static long u32(MemorySegment data, long at) {
        return Integer.toUnsignedLong(data.get(U32, at));
    }
}
